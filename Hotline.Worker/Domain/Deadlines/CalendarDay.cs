namespace Hotline.Domain.Deadlines;

/// <summary>
/// One line of the State Council's yearly notice: a holiday, or a Saturday or Sunday worked in exchange for one
/// (调休, make-up day). Days the notice does not mention follow the week. <c>domain.md §2.4</c>.
/// </summary>
/// <param name="Date">The local day.</param>
/// <param name="Name">The holiday it belongs to, as the notice writes it, e.g. 国庆节; a make-up day bears the same name.</param>
/// <param name="IsOffDay">True for a day off, false for a day worked.</param>
public readonly record struct CalendarDay(DateOnly Date, string Name, bool IsOffDay);
