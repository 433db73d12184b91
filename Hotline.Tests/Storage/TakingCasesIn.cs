using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

public sealed class TakingCasesIn
{
    private static readonly RegisterCase.Command Other = TestHotline.Registration with { Title = "另一件事" };

    [Test]
    public async Task Makes_one_case_of_the_same_key_and_request()
    {
        await using var hotline = await TestHotline.StartAsync();
        var first = await hotline.RegisterAsync(key: "k");
        var before = hotline.Dump();
        hotline.Clock.Advance(TimeSpan.FromDays(1));
        var again = await hotline.RegisterAsync(key: "k");
        Assert.That(again, Is.EqualTo(first with { IsNew = false }));
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Makes_one_case_of_32_at_once()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 32).Select(index =>
            Task.Run(() => (index % 4 == 0 ? second : hotline).RegisterAsync(key: "k"))));
        Assert.That(receipts.Count(receipt => receipt.IsNew), Is.EqualTo(1));
        Assert.That(receipts.Select(receipt => (receipt.Number, receipt.LookupCode)).Distinct().Count(), Is.EqualTo(1));
        Assert.That(hotline.Sql("SELECT COUNT(*) FROM Events"), Is.EqualTo(new[] { "1" }));
    }

    [Test]
    public async Task Answers_a_repeated_request_with_the_case_as_it_stands()
    {
        await using var hotline = await TestHotline.StartAsync();
        var first = await hotline.RegisterAsync(key: "k");
        await hotline.RouteAsync(first.Number);
        Assert.That((await hotline.RegisterAsync(key: "k")).Status, Is.EqualTo(CaseStatus.InProgress));
    }

    [Test]
    public async Task Refuses_the_same_key_for_another_request_and_writes_nothing()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.RegisterAsync(key: "k");
        var before = hotline.Dump();
        Assert.That(async () => await hotline.RegisterAsync(Other, key: "k"), Throws.TypeOf<IntakeKeyReusedException>());
        Assert.That(hotline.Dump(), Is.EqualTo(before));
    }

    [Test]
    public async Task Remembers_keys_across_a_restart()
    {
        await using var hotline = await TestHotline.StartAsync();
        var first = await hotline.RegisterAsync(key: "k");
        await hotline.RestartAsync();
        Assert.That(await hotline.RegisterAsync(key: "k"), Is.EqualTo(first with { IsNew = false }));
        Assert.That(async () => await hotline.RegisterAsync(Other, key: "k"), Throws.TypeOf<IntakeKeyReusedException>());
    }

    [Test]
    public async Task Numbers_500_at_once_without_a_gap_or_a_repeat()
    {
        await using var hotline = await TestHotline.StartAsync();
        await using var second = await hotline.StartSecondAsync();
        var receipts = await Task.WhenAll(Enumerable.Range(0, 500).Select(index =>
            Task.Run(() => (index % 2 == 0 ? second : hotline).RegisterAsync(key: $"at-once-{index}"))));
        Assert.That(
            receipts.Select(receipt => receipt.Number).Order(StringComparer.Ordinal),
            Is.EqualTo(Enumerable.Range(1, 500).Select(serial => CaseNumber.Make(new DateOnly(2025, 9, 26), serial))));
    }

    [Test]
    public async Task Gives_the_number_of_an_undone_registration_back()
    {
        await using var hotline = await TestHotline.StartAsync();
        await hotline.RegisterAsync(key: "k");
        Assert.That(async () => await hotline.RegisterAsync(Other, key: "k"), Throws.TypeOf<IntakeKeyReusedException>());
        Assert.That((await hotline.RegisterAsync()).Number, Is.EqualTo(CaseNumber.Make(new DateOnly(2025, 9, 26), 2)));
    }

    [Test]
    public async Task Begins_a_new_series_at_the_zones_midnight()
    {
        await using var hotline = await TestHotline.StartAsync("2025-09-26T23:59:59+08:00");
        Assert.That((await hotline.RegisterAsync()).Number, Is.EqualTo(CaseNumber.Make(new DateOnly(2025, 9, 26), 1)));
        hotline.Clock.MoveTo("2025-09-27T00:00:00+08:00");
        Assert.That((await hotline.RegisterAsync()).Number, Is.EqualTo(CaseNumber.Make(new DateOnly(2025, 9, 27), 1)));
    }

    [Test]
    public async Task Keeps_personal_data_and_free_text_out_of_the_log()
    {
        await using var hotline = await TestHotline.StartAsync();
        var markers = new[] { "MARKNAME", "13900001111", "13900002222", "marker@example.cn", "MARKADDRESS", "MARKCOMPANY", "91510000MARKERCODE", "MARKTITLE", "MARKCONTENT", "MARKPLACE", "MARKANSWER" };
        await hotline.RegisterAsync(TestHotline.Registration with
        {
            Type = CaseType.Consultation,
            Title = markers[7],
            Content = markers[8],
            Place = markers[9],
            Answer = new RegisterCase.OnTheLine { Text = markers[10] },
            Requester = new Requester
            {
                Name = markers[0],
                Phone = markers[1],
                ContactPhone = markers[2],
                Email = markers[3],
                Address = markers[4],
                Company = markers[5],
                CreditCode = markers[6],
            },
        });
        await hotline.WalkToAsync(CaseStatus.Closed);
        var log = string.Join('\n', hotline.Sql("SELECT * FROM Events"));
        Assert.That(log, Does.Contain("CaseRegistered").And.Contain("AssignmentReplied"));
        foreach (var marker in markers.Concat(["张三", "13800005678", "已处理"]))
        {
            Assert.That(log, Does.Not.Contain(marker));
        }

        // And the people themselves are nowhere readable, in any table, not even in the raw file.
        await hotline.StopAsync();
        var everything = hotline.Dump();
        foreach (var marker in markers[..7])
        {
            Assert.That(everything, Does.Not.Contain(marker).And.Not.Contain(Convert.ToHexString(System.Text.Encoding.UTF8.GetBytes(marker))));
        }

        Assert.That(everything, Does.Contain("MARKTITLE"), "the search finds what is there");
        await hotline.RestartAsync();
    }
}
