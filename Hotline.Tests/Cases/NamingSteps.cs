using Hotline.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Tests.Cases;

/// <summary>Every step that a person may ask for has one name, and every name one step.</summary>
public sealed class NamingSteps
{
    [Test]
    public void Covers_every_row_of_the_table_but_the_beginning_and_the_archive() => Assert.That(
        CaseMove.All.Select(move => move.Step).Distinct(),
        Is.EquivalentTo(Enum.GetValues<CaseStep>().Except([CaseStep.Register, CaseStep.Archive])));

    [Test]
    public void Gives_each_a_name_of_its_own_that_leads_back_to_it()
    {
        var names = CaseMove.All.Select(StepNames.Of).ToList();
        Assert.That(names, Is.Unique.And.All.Match("^[a-z]+(-[a-z]+)*$"));
        Assert.That(names.Select(name => StepNames.TryParse(name, out var move) ? move : default), Is.EqualTo(CaseMove.All));
        Assert.That(StepNames.TryParse("archive", out _), Is.False);
    }
}
