using System.Globalization;
using Hotline.Composition;
using Microsoft.Extensions.Options;

namespace Hotline.Api.Ui.Shared;

/// <summary>Moments as people read them: in the zone's time, and how far away they are.</summary>
public sealed class When(IOptions<HotlineOptions> options, TimeProvider clock)
{
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

    /// <summary>How far a due moment is: <c>还有 3 小时</c>, <c>已超 2 天</c>. In plain time, not working time.</summary>
    public string Remaining(DateTimeOffset due) => due >= Now ? UiTexts.Format("Left", Span(due - Now)) : UiTexts.Format("Over", Span(Now - due));

    /// <summary>How long ago: <c>5 分钟前</c>.</summary>
    public string Ago(DateTimeOffset at) => Now - at < TimeSpan.FromMinutes(1) ? UiTexts.Get("JustNow") : UiTexts.Format("Ago", Span(Now - at));

    /// <summary>One unit is enough to act by: days from two days on, then hours from two hours on, then minutes.</summary>
    public static string Span(TimeSpan time) => time switch
    {
        { TotalDays: >= 2 } => UiTexts.Format("Days", (int)time.TotalDays),
        { TotalHours: >= 2 } => UiTexts.Format("Hours", (int)time.TotalHours),
        _ => UiTexts.Format("Minutes", (int)Math.Ceiling(time.TotalMinutes)),
    };
}
