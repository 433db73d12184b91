using System.Net;
using Hotline.Tests.Support;

namespace Hotline.Tests.Api;

/// <summary>"What I may do now" over HTTP.</summary>
public sealed class AskingWhatIsPossible
{
    private static HotlineApplication _hotline = null!;
    private static string _number = "";

    [OneTimeSetUp]
    public static async Task Start()
    {
        _hotline = HotlineApplication.Start();
        _number = await _hotline.RegisterAsync(ACase.OfNoise);
        await _hotline.WaitUntilAsync(_number, "InProgress");
    }

    [OneTimeTearDown]
    public static async Task Stop() => await _hotline.DisposeAsync();

    [Test]
    public async Task Answers_each_with_their_own_steps()
    {
        Assert.That(await StepsAsync(Who.Ecology), Is.EqualTo(new[] { "sign 1", "return 1" }));
        Assert.That(await StepsAsync(new Who("head", "ecology", "UnitHead")), Is.EqualTo(new[] { "sign 1", "return 1" }));
        Assert.That(await StepsAsync(Who.Dispatcher), Is.EqualTo(new[] { "hand-over", "reclassify", "merge", "link", "recall", "redispatch", "add-support" }));
        Assert.That(await StepsAsync(Who.Assessor), Is.Empty);
    }

    [Test]
    public async Task Knows_no_case_that_the_asker_may_not_see()
    {
        using var request = new HttpRequestMessage(HttpMethod.Get, $"/api/cases/{_number}/possibilities");
        await _hotline.Client.SignAsync(request, new Who("stranger", "urban-enforcement", "Handler"));
        using var response = await _hotline.Http.SendAsync(request);
        Assert.That((response.StatusCode, (await response.RefusedAsync()).Code), Is.EqualTo((HttpStatusCode.NotFound, "case.not_found")));
    }

    [Test]
    public async Task Offers_steps_by_the_names_that_the_interface_has()
    {
        var paths = (await _hotline.Client.GetAsync("/openapi/v1.json")).GetProperty("paths").EnumerateObject()
            .Where(path => path.Value.TryGetProperty("post", out _) && path.Name.StartsWith("/api/cases/{number}/", StringComparison.Ordinal))
            .Select(path => path.Name["/api/cases/{number}/".Length..])
            // What is no step: it moves no case on.
            .Where(path => !path.StartsWith("attachments", StringComparison.Ordinal) && path != "reveal");
        Assert.That(paths, Is.EquivalentTo(Hotline.Domain.Cases.CaseMove.All.Select(Hotline.Cases.StepNames.Of)));
    }

    private static async Task<IEnumerable<string>> StepsAsync(Who who) =>
        (await _hotline.Client.AskAsync(who, $"/api/cases/{_number}/possibilities")).List("may")
            .Select(step => string.Join(' ', step.List("assignments").Select(number => number.ToString()).Prepend(step.Text("step"))));
}
