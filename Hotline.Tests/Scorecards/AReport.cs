using Hotline.Domain.Scorecards;
using Hotline.Scorecards;

namespace Hotline.Tests.Scorecards;

/// <summary>A period's report made by hand, with something in every part of it.</summary>
internal static class AReport
{
    public static readonly PeriodReport Full = Of("2025Q3", 1033, 1009, 1033, 13, 3, 2) with
    {
        Before = "2025Q2",
        Groups =
        [
            Line("Department", "部门", "", 600, 97, 100, rank: null),
            Line("Street", "街道（镇）", "", 433, 0, 0, rank: null),
        ],
        Units =
        [
            .. Enumerable.Range(1, 8).Select(place => Line($"d{place}", $"部门{place}", "Department", 50 - place, 40 - place, 40, place) with { Composite = 100 - place }),
            Line("d9", "小局", "Department", 3, 2, 3, rank: null) with { Unranked = "small" },
            Line("s1", "东街道", "Street", 0, 0, 0, rank: null) with { Unranked = "none" },
            Line("e1", "企业中心", "Enterprise", 7, 6, 6, rank: 1),
        ],
        Trend =
        [
            new("2025Q2", 950, 940, 0.99m, 0.95m, 0.96m, 0.97m, 96.1m),
            new("2025Q3", 1033, 982, 1, 0.97m, 0.976767m, 0.98m, 97.57m),
        ],
        Divisions =
        [
            new("Category", [.. Enumerable.Range(1, 12).Select(place => new PeriodReport.Share($"C{place:00}", new($"类别{place}", $"Category {place}"), 100 - place, 90))]),
            new("Area", [new("park-east", new("东园", "East Park"), 60, 61), new("", new("未填", "None"), 40, 30)]),
            new("RequesterKind", [new("Citizen", new("群众", "Citizens"), 900, 800), new("Enterprise", new("企业", "Enterprises"), 133, 150)]),
        ],
        ReceivedByDay = new Dictionary<DateOnly, long> { [new(2025, 7, 1)] = 1000, [new(2025, 9, 30)] = 33 },
        HotSpots = [new("C01", new("噪声", "Noise"), "park-east", new("东园", "East Park"), 21, 20, 19.5m, ["250926-000017-3"])],
        NewRises = [new("C02", new("积水", "Flooding"), "street-west", new("西街道", "West Street"), 12, 1, 0.25m, ["250927-000001-1", "250928-000002-2"])],
        OpenReds = [new(0, 3, 4), new(4, null, 1)],
        Praises = [new("P250901-1", new DateOnly(2025, 9, 1), "Banner", "d1", new("部门1", "Department 1"))],
        Themes = [new("T2509-1", "2025-09", "夜间施工噪声", "Running", [new("夜间施工", new("生态局", "Ecology"), 40, 11)], 3, 5)],
        Decisions = [new("M2025-2/1", "M2025-2", "月底前完成管网疏通", new("新城建设局", "New Town"), new DateOnly(2025, 9, 30), "Done", "已完成")],
    };

    /// <summary>With nothing but the figures of the sentence.</summary>
    public static PeriodReport Of(string name, long received, decimal satisfied, decimal rated, long phone, long banners, long letters)
    {
        Assert.That(Period.TryParse(name, out var period), name);
        var total = Line("", "合计", "", received, satisfied, rated, rank: null);
        return new PeriodReport
        {
            Period = name,
            Before = period.Previous().Name,
            FirstDay = period.FirstDay,
            LastDay = period.LastDay,
            SchemeVersion = 1,
            SchemeTitle = new("考评方案第1版。", "Scheme version 1."),
            Components = [],
            Total = total with
            {
                Counts = new Dictionary<string, long>(total.Counts) { ["PraisedByPhone"] = phone, ["Banners"] = banners, ["Letters"] = letters },
            },
            Groups = [],
            Units = [],
            Reconciliation = new Reconciliation(5, (int)received, (int)received, 0, 0, 0, 5),
            Trend = [],
            Divisions = [],
            ReceivedByDay = new Dictionary<DateOnly, long>(),
            HotSpots = [],
            NewRises = [],
            OpenReds = [],
            Praises = [],
            Themes = [],
            Decisions = [],
        };
    }

    private static PeriodReport.Line Line(string code, string name, string group, long received, decimal satisfied, decimal rated, int? rank)
    {
        PeriodReport.Measure Measure(string id) => new(id, satisfied, rated, rated == 0 ? null : satisfied / rated, 0.96m, null);
        return new(
            code, new(name, "Unit " + code), group, rank, rank + 1, null, null, rated == 0 ? null : 100 * satisfied / rated, 95m,
            new Dictionary<string, long> { ["Received"] = received, ["Closed"] = received, ["Due"] = 40, ["OnTime"] = 38, ["Reworked"] = 2 },
            [Measure("R1"), Measure("R2"), Measure("R3"), Measure("R6"), Measure("R10")],
            1,
            12);
    }
}
