using System.Globalization;
using Hotline.Composition;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Ui.Shared;

/// <summary>Moments as people read them: in the zone's time, and how far away they are.</summary>
public sealed class When(IOptions<HotlineOptions> options, TimeProvider clock)
{
    private const string Midnight = "24:00";

    private readonly TimeZoneInfo _zone = TimeZoneInfo.FindSystemTimeZoneById(options.Value.TimeZone);

    public DateTimeOffset Now => clock.Now();

    public DateOnly Today => DateOnly.FromDateTime(Local(Now).DateTime);

    public DateTimeOffset Local(DateTimeOffset at) => TimeZoneInfo.ConvertTime(at, _zone);

    /// <summary>E.g. <c>2025-09-26 16:40</c>.</summary>
    public string Minute(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>2025-09-26 16:40:05</c>: for what must be told apart.</summary>
    public string Second(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);

    /// <summary>E.g. <c>2025-09-26</c>.</summary>
    public string Day(DateTimeOffset at) => Local(at).ToString("yyyy-MM-dd", CultureInfo.InvariantCulture);

    /// <summary>For dense lists: <c>今天 16:40</c>, <c>明天 09:00</c>, <c>09-26 16:40</c>, and with the year where it is another.</summary>
    public string Brief(DateTimeOffset at)
    {
        var local = Local(at);
        var time = local.ToString("HH:mm", CultureInfo.InvariantCulture);
        return (DateOnly.FromDateTime(local.DateTime).DayNumber - Today.DayNumber) switch
        {
            0 => UiTexts.Format("Today", time),
            1 => UiTexts.Format("Tomorrow", time),
            _ => local.ToString(local.Year == Today.Year ? "MM-dd HH:mm" : "yyyy-MM-dd HH:mm", CultureInfo.InvariantCulture),
        };
    }

    /// <summary>A due moment for dense lists: as <see cref="Brief"/>, but the end of a day is its 24:00 and not the next day's beginning.</summary>
    public string Due(DateTimeOffset at) => IsEndOfDay(at) ? EndOf(DayBefore(at)) : Brief(at);

    /// <summary>A due moment with its year: <c>2025-09-26 24:00</c>.</summary>
    public string DueMinute(DateTimeOffset at) =>
        IsEndOfDay(at) ? string.Create(CultureInfo.InvariantCulture, $"{DayBefore(at):yyyy-MM-dd} {Midnight}") : Minute(at);

    /// <summary>Due on a day, which is due at its end: <c>09-26 24:00</c>.</summary>
    public string EndOf(DateOnly day) => (day.DayNumber - Today.DayNumber) switch
    {
        0 => UiTexts.Format("Today", Midnight),
        1 => UiTexts.Format("Tomorrow", Midnight),
        _ => $"{day.ToString(day.Year == Today.Year ? "MM-dd" : "yyyy-MM-dd", CultureInfo.InvariantCulture)} {Midnight}",
    };

    /// <summary>How far a due moment is: <c>还有 3 小时 20 分</c>, <c>已超 2 天</c>. In plain time, not working time.</summary>
    public string Remaining(DateTimeOffset due) => due >= Now ? UiTexts.Format("Left", Exact(due - Now)) : UiTexts.Format("Over", Exact(Now - due));

    /// <summary>How long ago: <c>5 分钟前</c>.</summary>
    public string Ago(DateTimeOffset at) => Now - at < TimeSpan.FromMinutes(1) ? UiTexts.Get("JustNow") : UiTexts.Format("Ago", Span(Now - at));

    /// <summary>What is left of a limit: days from two days on, below that hours and minutes.</summary>
    public static string Exact(TimeSpan time)
    {
        var minutes = (int)Math.Ceiling(time.TotalMinutes);
        return time.TotalDays >= 2 || minutes < 60 ? Span(time)
            : minutes % 60 == 0 ? UiTexts.Format("Hours", minutes / 60)
            : UiTexts.Format("HoursMinutes", minutes / 60, minutes % 60);
    }

    /// <summary>One unit is enough to know: days from two days on, then hours from two hours on, then minutes.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => UiTexts.Format("Days", (int)time.TotalDays),
        { TotalHours: >= 2 } => UiTexts.Format("Hours", (int)time.TotalHours),
        _ => UiTexts.Format("Minutes", (int)Math.Ceiling(time.TotalMinutes)),
    };

    private bool IsEndOfDay(DateTimeOffset at) => Local(at).TimeOfDay == TimeSpan.Zero;

    private DateOnly DayBefore(DateTimeOffset at) => DateOnly.FromDateTime(Local(at).DateTime).AddDays(-1);
}
