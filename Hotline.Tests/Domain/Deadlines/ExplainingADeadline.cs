using CsCheck;
using Hotline.Domain.Deadlines;
using static Hotline.Tests.Support.Calendars;

namespace Hotline.Tests.Domain.Deadlines;

public sealed class ExplainingADeadline
{
    private static readonly WorkCalendar[] All =
        [China, With("08:00-12:00,22:00-06:00"), With("18:00-10:00"), Bare("00:00-24:00", NewYork), Bare("18:00-10:00", NewYork), Bare("02:15-02:45", NewYork)];

    private static readonly Gen<(WorkCalendar Calendar, DateTimeOffset Start, Limit Limit)> AnyDeadline = Gen.Select(
        Gen.Int[0, All.Length - 1].Select(i => All[i]),
        Gen.Long[At("2018-06-01T00:00:00Z").ToUnixTimeSeconds(), At("2028-06-01T00:00:00Z").ToUnixTimeSeconds()].Select(DateTimeOffset.FromUnixTimeSeconds),
        Gen.Select(Gen.Int[0, 5], Gen.Int[1, 400]).Select((kind, amount) => new Limit((LimitKind)kind, amount)),
        (calendar, start, limit) => (calendar, start, limit));

    [Test]
    public void Ends_with_the_moment_the_rule_finds() => AnyDeadline.Sample(one =>
    {
        var due = one.Calendar.Due(one.Start, one.Limit);
        var last = one.Calendar.Explain(one.Start, one.Limit)[^1];
        return last.Kind == DeadlineStepKind.Due && last.To == due.At && last.CalendarMissing == due.CalendarMissing && (due.Day is null || last.LastDay == due.Day);
    });

    [Test]
    public void Counts_exactly_the_limit() => AnyDeadline.Sample(one =>
    {
        var counted = one.Calendar.Explain(one.Start, one.Limit)
            .Where(step => step.Kind is DeadlineStepKind.Counted or DeadlineStepKind.CountedMakeUpDay).ToList();
        var minutes = counted.Sum(step => (step.To - step.From).TotalMinutes);
        return one.Limit.Kind switch
        {
            LimitKind.WorkingDays => counted.Count == one.Limit.Amount && counted[^1].RunningDays == one.Limit.Amount,
            LimitKind.CalendarDays => counted[^1].RunningDays == one.Limit.Amount,
            LimitKind.Hours or LimitKind.WorkingHours => Math.Abs(minutes - (one.Limit.Amount * 60)) < 1e-6 && counted[^1].RunningTime == TimeSpan.FromHours(one.Limit.Amount),
            _ => Math.Abs(minutes - one.Limit.Amount) < 1e-6 && counted[^1].RunningTime == TimeSpan.FromMinutes(one.Limit.Amount),
        };
    });

    [Test]
    public void Names_holidays_make_up_days_and_weekends_and_joins_equal_days()
    {
        var steps = China.Explain(At("2026-04-30T10:00:00+08:00"), Limit.WorkingDays(5));
        Assert.That(steps.Select(step => $"{step.Kind} {step.FirstDay:MM-dd} {step.LastDay:MM-dd} {step.Reason} {step.DayName} {step.RunningDays}"), Is.EqualTo(new[]
        {
            "Started 04-30 04-30   ",
            "Skipped 04-30 04-30 StartDay  ",
            "Skipped 05-01 05-05 Holiday 劳动节 ",
            "Counted 05-06 05-06   1",
            "Counted 05-07 05-07   2",
            "Counted 05-08 05-08   3",
            "CountedMakeUpDay 05-09 05-09  劳动节 4",
            "Skipped 05-10 05-10 Weekend  ",
            "Counted 05-11 05-11   5",
            "Due 05-11 05-11   ",
        }));
    }

    [Test]
    public void Shows_when_the_clock_was_started_outside_hours()
    {
        var steps = China.Explain(At("2026-04-28T12:30:00+08:00"), Limit.WorkingMinutes(30));
        Assert.That(steps.Select(step => (step.Kind, step.From, step.To)), Is.EqualTo(new[]
        {
            (DeadlineStepKind.Started, At("2026-04-28T12:30:00+08:00"), At("2026-04-28T12:30:00+08:00")),
            (DeadlineStepKind.Skipped, At("2026-04-28T12:30:00+08:00"), At("2026-04-28T13:00:00+08:00")),
            (DeadlineStepKind.Counted, At("2026-04-28T13:00:00+08:00"), At("2026-04-28T13:30:00+08:00")),
            (DeadlineStepKind.Due, At("2026-04-28T13:30:00+08:00"), At("2026-04-28T13:30:00+08:00")),
        }));
        Assert.That(steps[1].Reason, Is.EqualTo(SkipReason.OutsideHours));
    }

    [Test]
    public void Marks_the_days_whose_notice_is_missing()
    {
        var steps = China.Explain(At("2026-12-30T10:00:00+08:00"), Limit.WorkingDays(2));
        Assert.That(steps.Where(step => step.CalendarMissing).Select(step => (step.Kind, step.LastDay)), Is.EqualTo(new[]
        {
            (DeadlineStepKind.Counted, On("2027-01-01")),
            (DeadlineStepKind.Due, On("2027-01-01")),
        }));
    }
}
