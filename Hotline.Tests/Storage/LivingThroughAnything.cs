using CsCheck;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage;

/// <summary>
/// Random days of a hotline: legal and illegal steps over a few cases, in any order, while the clock runs, stands still,
/// stops exactly at a due instant or is set back.
/// </summary>
public sealed class LivingThroughAnything
{
    private const int Cases = 3;

    private enum Act
    {
        Route,
        Dispatch,
        Answer,
        Sign,
        Contact,
        Reply,
        Review,
        TryToCallBack,
        CallBack,
        Sweep,
        Count,
        Advance,
        AdvanceToADueInstant,
        SetBack,
    }

    private sealed record Move(Act Act, int Case, int Number, Resolution Resolution, Satisfaction Satisfaction, bool Flag, bool Stale);

    private static readonly Gen<Move> AnyMove =
        from act in Gen.Frequency(
            (1, Gen.Const(Act.Route)),
            (1, Gen.Const(Act.Dispatch)),
            (1, Gen.Const(Act.Answer)),
            (6, Gen.Const(Act.Sign)),
            (3, Gen.Const(Act.Contact)),
            (6, Gen.Const(Act.Reply)),
            (4, Gen.Const(Act.Review)),
            (1, Gen.Const(Act.TryToCallBack)),
            (4, Gen.Const(Act.CallBack)),
            (3, Gen.Const(Act.Sweep)),
            (1, Gen.Const(Act.Count)),
            (2, Gen.Const(Act.Advance)),
            (4, Gen.Const(Act.AdvanceToADueInstant)),
            (1, Gen.Const(Act.SetBack)))
        from @case in Gen.Int[0, Cases - 1]
        from number in Gen.Int[1, 4]
        from resolution in Gen.Enum<Resolution>()
        from satisfaction in Gen.Enum<Satisfaction>()
        from flag in Gen.Bool
        from stale in Gen.Frequency((9, Gen.Const(false)), (1, Gen.Const(true)))
        select new Move(act, @case, number, resolution, satisfaction, flag, stale);

    private static readonly Gen<(Urgency[] Urgencies, List<Move> Moves)> AnyLife =
        Gen.Select(Gen.Enum<Urgency>().Array[Cases], AnyMove.List[1, 40]);

    [Test]
    public async Task Keeps_rows_tallies_clocks_and_lights_true_to_the_log()
    {
        await using var hotline = await TestHotline.StartAsync();
        await AnyLife.SampleAsync(life => LiveAsync(hotline, life.Urgencies, life.Moves), iter: 100, threads: 1);
    }

    private static async Task LiveAsync(TestHotline hotline, Urgency[] urgencies, List<Move> moves)
    {
        var numbers = new List<string>();
        foreach (var urgency in urgencies)
        {
            var @case = await hotline.WalkToAsync(
                urgency == Urgency.Complex ? CaseStatus.AwaitingDispatch : CaseStatus.InProgress, TestHotline.Registration with { Urgency = urgency });
            numbers.Add(@case.Number);
        }

        foreach (var move in moves)
        {
            await MakeAsync(hotline, numbers[move.Case], move);
        }

        await CheckAsync(hotline, numbers);
    }

    private static async Task MakeAsync(TestHotline hotline, string number, Move move)
    {
        switch (move.Act)
        {
            case Act.Sweep:
                await hotline.SweepAsync();
                return;
            case Act.Count:
                await hotline.CountAsync(number);
                return;
            case Act.Advance:
                hotline.Clock.Advance(TimeSpan.FromMinutes(move.Number * move.Number * 97));
                return;
            case Act.SetBack:
                hotline.Clock.Advance(-TimeSpan.FromMinutes(move.Number));
                return;
            case Act.AdvanceToADueInstant:
                var open = (await RowsAsync(hotline, number)).Clocks.Where(clock => clock.StoppedAt is null).OrderByDescending(clock => clock.DueAt).ToList();
                var due = open.Count == 0 ? default : open[move.Number % open.Count].DueAt;
                hotline.Clock.Now = due > hotline.Clock.Now ? due : hotline.Clock.Now;
                return;
        }

        var before = Everything(hotline, number);
        var seen = (await hotline.ReadAsync(number)).Version - (move.Stale ? 1 : 0);
        try
        {
            await StepAsync(hotline, number, move, seen);
        }
        catch (Exception refusal) when (refusal is CaseRefusedException or StaleCaseException or CaseNotFoundException)
        {
            Assert.That(Everything(hotline, number), Is.EqualTo(before), $"{move} was refused and changed something.");
        }
    }

    private static Task<Case> StepAsync(TestHotline hotline, string number, Move move, int seen) => move.Act switch
    {
        Act.Route => hotline.RouteAsync(number),
        Act.Dispatch => hotline.DispatchAsync(number, move.Flag ? Story.Lead : "finance", seen),
        Act.Answer => hotline.AnswerAsync(number, move.Resolution, seen),
        Act.Sign => hotline.SignAsync(number, move.Number, seen),
        Act.Contact => hotline.ContactAsync(number, move.Number, move.Flag, seen),
        Act.Reply => hotline.ReplyAsync(number, move.Number, move.Flag, seen),
        Act.Review => hotline.ReviewAsync(number, seen),
        Act.TryToCallBack => hotline.TryToCallBackAsync(number),
        Act.CallBack => hotline.CallBackAsync(number, move.Resolution, move.Flag ? move.Satisfaction : null, seen: seen),
        _ => throw new ArgumentOutOfRangeException(nameof(move), move.Act, "Not a step of a case."),
    };

    private static async Task CheckAsync(TestHotline hotline, IReadOnlyList<string> numbers)
    {
        Assert.That(await hotline.RebuildRowsAsync(mend: false), Is.Empty, "rows differ from the fold");

        await hotline.CountAllAsync();
        var counted = await hotline.TalliesAsync();
        Assert.That(await hotline.RebuildScorecardAsync(), Is.EqualTo(counted), "tallies differ from the sum of all contributions");

        foreach (var number in numbers)
        {
            var events = await hotline.EventsAsync(number);
            Assert.That(events.Select(happened => happened.At), Is.Ordered, "time runs backwards in the log");

            var @case = await hotline.ReadAsync(number);
            var lights = events.OfType<LightTurned>().Select(light => (light.Clock, light.Assignment, light.Run, light.DueAt, light.Light));
            Assert.That(lights, Is.Unique, "a light was announced twice");

            var computed = DeadlinePlan.Clocks(@case, hotline.Zone.BasisOf(@case)).Where(clock => clock.DueAt is not null);
            var stored = (await RowsAsync(hotline, number)).Clocks;
            Assert.That(stored.Select(row => (row.Clock, row.DueAt)), Is.EquivalentTo(computed.Select(clock => (clock.Key, clock.DueAt!.Value))));
            Assert.That(lights.Select(light => light.DueAt).Distinct(), Is.SubsetOf(stored.Select(row => row.DueAt)), "a light was announced for no clock");
        }
    }

    private static async Task<CaseRows> RowsAsync(TestHotline hotline, string number) =>
        (await hotline.Database.ReadAsync(db => db.FindRowsAsync(number), CancellationToken.None))!;

    private static string Everything(TestHotline hotline, string number) => string.Join('\n', hotline.Sql($"""
        SELECT * FROM Cases WHERE Number = '{number}'
        """).Concat(hotline.Sql($"SELECT * FROM Assignments WHERE Number = '{number}'"))
        .Concat(hotline.Sql($"SELECT * FROM Clocks WHERE Number = '{number}'"))
        .Concat(hotline.Sql("SELECT COUNT(*), MAX(Position) FROM Events"))
        .Concat(hotline.Sql("SELECT COUNT(*) FROM CaseTexts"))
        .Concat(hotline.Sql("SELECT * FROM Tallies")));
}
