using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Zone;

public sealed class ChangingTheConfiguration
{
    [Test]
    public async Task Takes_effect_on_its_day_and_not_before()
    {
        await using var hotline = await TestHotline.StartAsync();
        await AddAsync(hotline, "Scheme", 2, new DateOnly(2026, 1, 1), Scheme(2, "2026-01-01", "response"));
        await hotline.RestartAsync();
        Assert.That(hotline.Zone.Scheme.Version, Is.EqualTo(1));
        hotline.Clock.Now = new DateTimeOffset(2025, 12, 31, 16, 0, 0, TimeSpan.Zero);
        Assert.That(hotline.Zone.Scheme.Version, Is.EqualTo(2), "midnight in the zone");
    }

    [Test]
    public async Task Refuses_a_misspelt_member()
    {
        await using var hotline = await TestHotline.StartAsync();
        await AddAsync(hotline, "Scheme", 2, new DateOnly(2025, 1, 1), Scheme(2, "2025-01-01", "reponse"));
        Assert.That(hotline.RestartAsync, Throws.InstanceOf<InvalidDataException>().With.Message.Contains("reponse"));
    }

    private static string Scheme(int version, string from, string response) =>
        $$"""
        {"version":{{version}},"effectiveFrom":"{{from}}","{{response}}":30,"resolution":35,"satisfaction":35,
        "basicallySatisfied":1,"partlySolved":0,"minimumSample":5}
        """;

    private static Task AddAsync(TestHotline hotline, string kind, int version, DateOnly from, string body) => hotline.Database.WriteAsync(
        Lane.People,
        db => db.InsertZoneDocumentAsync(new ZoneStore.ZoneDocumentRow { Kind = kind, Version = version, EffectiveFrom = from, Body = body }),
        CancellationToken.None);
}
