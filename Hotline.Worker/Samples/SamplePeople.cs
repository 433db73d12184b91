using System.Globalization;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Samples;

/// <summary>Who asks, from where, through which channel and in which words. All of it invented; some people come back.</summary>
internal sealed class SamplePeople
{
    private const double ComesBack = 0.06;

    // Day shifts are staffed; at night two agents keep the line open.
    private const int DayAgents = 8;
    private const int NightAgents = 2;

    private static readonly (Channel Channel, double Weight)[] OfCitizens =
        [(Channel.Phone, 82), (Channel.WeChat, 8), (Channel.Web, 4), (Channel.Platform, 3), (Channel.Email, 1), (Channel.Visit, 1.2), (Channel.Letter, 0.5), (Channel.Sms, 0.8)];

    private static readonly (Channel Channel, double Weight)[] OfEnterprises =
        [(Channel.Phone, 52), (Channel.EnterpriseOrder, 32), (Channel.WeChat, 6), (Channel.Web, 4), (Channel.Visit, 4), (Channel.Platform, 2)];

    private static readonly string[] Corners = ["南门", "北门", "东侧", "西侧", "主干道路口", "公交站旁", "沿街", "2栋附近", "5栋附近", "休闲广场"];
    private static readonly string[] ParkCorners = ["A区", "B区", "1号厂房", "3号厂房", "东门", "综合楼", "研发楼", "配套区"];

    private readonly HotlineZone _zone;
    private readonly SampleCorpus _corpus;
    private readonly SplitMix64 _random;
    private readonly List<Requester> _known = [];
    private readonly Dictionary<RequesterKind, List<SampleCorpus.Matter>> _matters;
    private readonly Dictionary<RequesterKind, List<SampleCorpus.Matter>> _questions;
    private readonly List<ZoneArea> _parks;
    private readonly List<ZoneArea> _homes;

    public SamplePeople(HotlineZone zone, SampleCorpus corpus, SplitMix64 random)
    {
        _zone = zone;
        _corpus = corpus;
        _random = random;
        _parks = [.. zone.Areas.Values.Where(area => area.Kind == "Park").OrderBy(area => area.Code, StringComparer.Ordinal)];
        _homes = [.. zone.Areas.Values.Where(area => area.Kind != "Park").OrderBy(area => area.Code, StringComparer.Ordinal)];
        _matters = Enum.GetValues<RequesterKind>().ToDictionary(kind => kind, kind => corpus.Matters
            .Where(matter => zone.Categories.TryGetValue(matter.Category, out var category)
                && category.Requester == kind
                && zone.Areas.Values.All(area => zone.Catalogue.Route(matter.Category, area.Code, kind).Left is null))
            .ToList());
        _questions = _matters.ToDictionary(entry => entry.Key, entry => entry.Value
            .Where(matter => matter is { Type: CaseType.Consultation, Answers.Count: > 0 }).ToList());
    }

    /// <summary>What a unit may be asked to handle; only what the catalogue dispatches by itself.</summary>
    public IReadOnlyList<SampleCorpus.Matter> Matters(RequesterKind kind) => _matters[kind];

    /// <summary>What the line can answer.</summary>
    public IReadOnlyList<SampleCorpus.Matter> Questions(RequesterKind kind) => _questions[kind];

    /// <param name="text">Which of the matter's texts was taken; replies and answers go by it.</param>
    public (RegisterCase.Command Intake, Actor Actor) Describe(
        DateTimeOffset at, RequesterKind kind, SampleCorpus.Matter matter, SplitMix64 random, bool direct, out int text)
    {
        var channel = ChooseChannel(kind, random, direct);
        text = random.Below(matter.Contents.Count);
        var requester = kind == RequesterKind.Enterprise ? AnEnterprise(random) : APerson(random);
        var area = kind == RequesterKind.Enterprise
            ? _parks.FirstOrDefault(park => requester.Company!.StartsWith(park.Name, StringComparison.Ordinal)) ?? random.Pick(_parks)
            : random.Pick(_homes);
        var received = at - (channel is Channel.Phone or Channel.Visit ? random.Minutes(1.5, 9) : random.Minutes(4, 70));
        var happened = _zone.Calendar.ToLocal(at).AddDays(-1 - random.Below(6));
        var date = string.Create(CultureInfo.InvariantCulture, $"{happened.Month}月{happened.Day}日");
        var anonymous = kind == RequesterKind.Citizen && matter.Type is CaseType.Complaint or CaseType.Report && random.Chance(0.06);
        string Fill(string template) => template
            .Replace("{place}", area.Name, StringComparison.Ordinal)
            .Replace("{date}", date, StringComparison.Ordinal);
        var intake = new RegisterCase.Command
        {
            Channel = channel,
            RequesterKind = kind,
            Type = matter.Type,
            Category = matter.Category,
            Area = area.Code,
            Place = area.Name + random.Pick(kind == RequesterKind.Enterprise ? ParkCorners : Corners),
            Title = Fill(matter.Titles[text]),
            Content = Fill(matter.Contents[text]),
            Confidential = !anonymous && matter.Type is CaseType.Complaint or CaseType.Report && random.Chance(0.08),
            Anonymous = anonymous,
            ReceivedAt = received,
            Requester = anonymous ? requester with { Name = null } : requester,
        };
        return (intake, WhoTakesIt(at, direct ? Channel.Phone : channel, random));
    }

    private static Channel ChooseChannel(RequesterKind kind, SplitMix64 random, bool direct)
    {
        var shares = kind == RequesterKind.Enterprise ? OfEnterprises : OfCitizens;

        // An answer on the line needs somebody on the line.
        var open = direct ? shares.Where(share => share.Channel is Channel.Phone or Channel.WeChat or Channel.Visit).ToArray() : shares;
        return open[random.Weighed([.. open.Select(share => share.Weight)])].Channel;
    }

    private Requester APerson(SplitMix64 random)
    {
        if (_known.Count > 20 && random.Chance(ComesBack))
        {
            return random.Pick(_known);
        }

        // No mobile number begins with 12, so nobody's is hit.
        var person = new Requester
        {
            Name = AName(),
            Phone = string.Create(CultureInfo.InvariantCulture, $"1200{_random.Below(10_000_000):D7}"),
        };
        _known.Add(person);
        return person;
    }

    private Requester AnEnterprise(SplitMix64 random) => new()
    {
        Name = AName(),
        Company = random.Pick(_corpus.EnterpriseNames),

        // No local number begins with 0.
        Phone = random.Chance(0.35)
            ? string.Create(CultureInfo.InvariantCulture, $"0833-00{_random.Below(100_000):D5}")
            : string.Create(CultureInfo.InvariantCulture, $"1200{_random.Below(10_000_000):D7}"),
    };

    private string AName() =>
        _random.Pick(_corpus.Surnames) + _random.Pick(_corpus.GivenNames) + (_random.Chance(0.6) ? _random.Pick(_corpus.GivenNames) : "");

    private Actor WhoTakesIt(DateTimeOffset at, Channel channel, SplitMix64 random)
    {
        var hour = _zone.Calendar.ToLocal(at).Hour;
        return SampleStaff.Agent(channel switch
        {
            Channel.Web => "portal",
            Channel.WeChat => "wechat",
            Channel.Platform => "platform",
            Channel.EnterpriseOrder => string.Create(CultureInfo.InvariantCulture, $"enterprise-desk-{1 + random.Below(2)}"),
            _ => string.Create(
                CultureInfo.InvariantCulture,
                $"agent-{(hour is >= 8 and < 20 ? 1 + random.Below(DayAgents) : DayAgents + 1 + random.Below(NightAgents)):D2}"),
        });
    }
}
