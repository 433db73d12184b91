using System.Text.Json;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Tests.Support;

/// <summary>
/// Has every unit look at every case after words and names of each unit were put into all that it did: none of another's
/// may be seen. A lead may see its supporters, and what they have replied.
/// </summary>
internal static class UnitsViews
{
    public static async Task CheckUnitsViewsAsync(this TestHotline hotline)
    {
        hotline.Sql("DELETE FROM CaseTexts WHERE Version > 1");
        hotline.Sql("UPDATE Events SET Actor = 'person-of-' || Unit WHERE Unit IS NOT NULL");
        hotline.Sql("""INSERT INTO CaseTexts SELECT Number, Version, '{"internalNote":"words-of-' || Unit || '"}' FROM Events WHERE Version > 1 AND Unit IS NOT NULL""");
        hotline.Sql("""
            INSERT INTO CaseTexts SELECT Number, Version, '{"reason":"words-of-the-hotline"}' FROM Events
            WHERE Type IN ('ConsultationOpened', 'ConsultationConcluded', 'RatingJudged', 'CaseClaimed', 'CaseJoined', 'CaseParted') AND Unit IS NULL
            """);
        var history = hotline.Get<CaseHistory>();
        var looked = 0;
        foreach (var number in hotline.Sql("SELECT Number FROM Cases"))
        {
            var @case = await hotline.ReadAsync(number);
            var everybody = @case.Assignments.Select(assignment => assignment.Unit).ToHashSet();
            foreach (var unit in hotline.Zone.Units.Keys)
            {
                var actor = new Actor("somebody", unit);
                if (!Sight.Of(actor).Covers(@case))
                {
                    Assert.That(async () => await history.ReadAsync(number, actor, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>());
                    Assert.That(async () => await history.ReadTimelineAsync(number, actor, CancellationToken.None), Throws.TypeOf<CaseNotFoundException>());
                    continue;
                }

                looked++;
                var view = await history.ReadAsync(number, actor, CancellationToken.None);
                var timeline = await history.ReadTimelineAsync(number, actor, CancellationToken.None);
                var seen = JsonSerializer.Serialize(view) + JsonSerializer.Serialize(timeline.Select(entry => new { entry, Data = (object)entry.Data }));
                var own = @case.Assignments.Where(assignment => assignment.Unit == unit).ToList();
                var mine = own.Where(assignment => assignment.Role == AssignmentRole.Lead).Select(assignment => assignment.Round).ToHashSet();
                // Who is invited to a consultation reads what is asked there, and of whom.
                var isInvited = @case.Invited.Contains(unit);
                if (!isInvited)
                {
                    Assert.That(seen, Does.Not.Contain("words-of-the-hotline"), $"{unit} at {number}");
                }

                // Who says that it is this unit's duty is to be known to it.
                foreach (var other in everybody.Where(other => other != unit && !@case.Requests.Any(request => request.Unit == other && request.Suggested == unit && request.IsPending)))
                {
                    var supports = @case.Assignments.Any(assignment =>
                        assignment.Unit == other && assignment.Role == AssignmentRole.Support && mine.Contains(assignment.Round));
                    Assert.That(seen, Does.Not.Contain($"person-of-{other}\""), $"{unit} at {number}");
                    if (supports)
                    {
                        continue;
                    }

                    Assert.That(seen, Does.Not.Contain($"words-of-{other}\""), $"{unit} at {number}");
                    // Whom it has itself named as the one whose duty it is, and of whom it leads the linked case, it knows.
                    if (!isInvited && @case.HandledBy is null && @case.Requests.All(request => request.Unit != unit || request.Suggested != other))
                    {
                        Assert.That(seen, Does.Not.Contain($"\"{other}\""), $"{unit} at {number}");
                    }
                }

                Assert.That(
                    view.Assignments.Where(assignment => assignment.Unit == unit).Select(assignment => assignment.Number), Is.EqualTo(own.Select(assignment => assignment.Number)),
                    "its own assignments are all there");
            }
        }

        Assert.That(looked, Is.GreaterThan(0));
    }
}
