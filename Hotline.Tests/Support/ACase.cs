using System.Text.Json;
using System.Text.Json.Nodes;
using System.Text.Json.Serialization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Storage;

namespace Hotline.Tests.Support;

/// <summary>One valid request, to be changed by <c>with</c>, and its JSON, to be broken.</summary>
internal static class ACase
{
    /// <summary>Goes by the catalogue to ecology with new-town-construction in support.</summary>
    public static readonly RegisterCase.Command OfNoise = new()
    {
        Channel = Channel.Phone,
        RequesterKind = RequesterKind.Citizen,
        Type = CaseType.Help,
        Category = "C0501",
        Area = "street-east",
        Urgency = Urgency.General,
        Title = "夜间施工噪声扰民",
        Content = "工地每晚十点后仍在施工，影响休息，请核实处理。",
        Requester = new Requester { Name = "甲某", Phone = "19900000000" },
    };

    /// <summary>Goes to the tax bureau alone.</summary>
    public static readonly RegisterCase.Command OfAnInvoice = OfNoise with
    {
        RequesterKind = RequesterKind.Enterprise,
        Category = "E1101",
        Title = "发票开具问题",
        Content = "企业反映电子发票无法开具。",
        Requester = new Requester { Name = "乙某", Phone = "19900000001", Company = "某科技公司" },
    };

    /// <summary>Answered on the line, and solved.</summary>
    public static readonly RegisterCase.Command AnsweredOnTheLine = OfNoise with
    {
        Type = CaseType.Consultation,
        Answer = new RegisterCase.OnTheLine
        {
            Text = "请到政务服务大厅二楼办理。",
            Resolution = Resolution.Solved,
            Satisfaction = Satisfaction.Satisfied,
        },
    };

    private static readonly JsonSerializerOptions Web = new(JsonSerializerDefaults.Web)
    {
        DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull,
        Converters = { new JsonStringEnumConverter() },
    };

    public static JsonObject Json(this RegisterCase.Command command) => JsonSerializer.SerializeToNode(command, Web)!.AsObject();

    /// <summary>The valid request with one thing changed as only JSON can say it.</summary>
    public static string But(Action<JsonObject> change)
    {
        var json = OfNoise.Json();
        change(json);
        return json.ToJsonString();
    }
}
