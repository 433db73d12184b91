using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Domain.Dispatch;

public sealed class RoutingByTheCatalogue
{
    private static readonly Hotline.Domain.Dispatch.DispatchRule Rule = ACatalogue.Rule;

    [Test]
    public void Lets_the_most_specific_rule_win_whatever_the_order()
    {
        // From the least to the most specific: coarser category, then no area, then no requester kind.
        var rules = new[]
        {
            Rule with { Id = "tree", Category = "C01" },
            Rule with { Id = "tree, requester", Category = "C01", Requester = RequesterKind.Citizen },
            Rule with { Id = "tree, area", Category = "C01", Area = "park-one" },
            Rule with { Id = "tree, both", Category = "C01", Area = "park-one", Requester = RequesterKind.Citizen },
            Rule with { Id = "leaf" },
            Rule with { Id = "leaf, requester", Requester = RequesterKind.Citizen },
            Rule with { Id = "leaf, area", Area = "park-one" },
            Rule with { Id = "leaf, both", Area = "park-one", Requester = RequesterKind.Citizen },
        };
        for (var count = 1; count <= rules.Length; count++)
        {
            foreach (var catalogue in new[] { ACatalogue.With(rules[..count]), ACatalogue.With([.. rules[..count].Reverse()]) })
            {
                Assert.That(catalogue.Route("C0107", "park-one", RequesterKind.Citizen).Rule!.Id, Is.EqualTo(rules[count - 1].Id));
            }
        }
    }

    [Test]
    public void Passes_over_rules_for_another_area_requester_or_category()
    {
        var catalogue = ACatalogue.With(
            Rule with { Id = "elsewhere", Area = "park-two" },
            Rule with { Id = "enterprises", Requester = RequesterKind.Enterprise },
            Rule with { Id = "sibling", Category = "C0106" },
            Rule with { Id = "other tree", Category = "C10" });
        Assert.That(catalogue.Route("C0107", "park-one", RequesterKind.Citizen).Left, Is.EqualTo(LeftReason.NoRule));
        Assert.That(catalogue.Route("C0107", null, RequesterKind.Citizen).Left, Is.EqualTo(LeftReason.NoRule));
    }

    [Test]
    public void Names_the_other_leads_once_and_the_best_first()
    {
        var route = ACatalogue.With(
            Rule with { Id = "a", Area = "park-one" },
            Rule with { Id = "b", Lead = "finance" },
            Rule with { Id = "c", Category = "C01", Area = "park-one", Lead = "commerce" },
            Rule with { Id = "d", Category = "C01", Requester = RequesterKind.Citizen, Lead = "finance" },
            Rule with { Id = "e", Category = "C01" }).Route("C0107", "park-one", RequesterKind.Citizen);
        Assert.That((route.Lead, route.Left), Is.EqualTo((Story.Lead, (LeftReason?)null)));
        Assert.That(route.Alternatives, Is.EqualTo(new[] { "finance", "commerce" }));
    }

    [Test]
    public void Leaves_the_case_when_a_unit_of_the_rule_is_not_active()
    {
        Assert.That(ACatalogue.With(Rule with { Lead = ACatalogue.Inactive }).Route("C0107", null, RequesterKind.Citizen).Left, Is.EqualTo(LeftReason.UnitInactive));
        Assert.That(ACatalogue.With(Rule with { Supporters = [ACatalogue.Inactive] }).Route("C0107", null, RequesterKind.Citizen).Left, Is.EqualTo(LeftReason.UnitInactive));
    }

    [Test]
    public void Proposes_without_deciding_where_the_rule_asks_for_a_dispatcher()
    {
        var route = ACatalogue.With(Rule with { Automatic = false }).Route("C0107", null, RequesterKind.Citizen);
        Assert.That((route.Lead, route.Left), Is.EqualTo((Story.Lead, LeftReason.RuleIsManual)));
    }

    [Test]
    public void Passes_over_the_units_that_gave_the_case_back()
    {
        var catalogue = ACatalogue.With(Rule with { Supporters = ["finance"] }, Rule with { Id = "tree", Category = "C01", Lead = "finance", Supporters = [Story.Lead] });
        var route = catalogue.Route("C0107", null, RequesterKind.Citizen, [Story.Lead]);
        Assert.That((route.Lead, route.Supporters, route.Alternatives), Is.EqualTo(("finance", Array.Empty<string>(), Array.Empty<string>())));
        Assert.That(catalogue.Route("C0107", null, RequesterKind.Citizen, [Story.Lead, "finance"]).Left, Is.EqualTo(LeftReason.NoRule));
    }

    [Test]
    public void Refuses_two_rules_for_exactly_the_same_cases()
    {
        Assert.That(() => ACatalogue.With(Rule, Rule with { Id = "twin", Lead = "finance" }), Throws.ArgumentException.With.Message.Contains("twin"));
        Assert.That(() => ACatalogue.With(Rule with { Area = "park-one" }, Rule with { Id = "twin", Area = "park-one" }), Throws.ArgumentException);
        Assert.That(() => ACatalogue.With(Rule, Rule with { Id = "other", Requester = RequesterKind.Citizen }), Throws.Nothing);
    }

    [Test]
    public void Refuses_a_rule_that_names_an_unknown_unit()
    {
        Assert.That(() => ACatalogue.With(Rule with { Lead = "nobody" }), Throws.ArgumentException.With.Message.Contains("nobody"));
        Assert.That(() => ACatalogue.With(Rule with { Supporters = ["nobody"] }), Throws.ArgumentException.With.Message.Contains("nobody"));
    }

    [Test]
    public void Tells_an_unknown_unit_from_an_inactive_one()
    {
        var catalogue = ACatalogue.With();
        Assert.That(catalogue.WhyNot("nobody")?.Code, Is.EqualTo("dispatch.unit_unknown"));
        Assert.That(catalogue.WhyNot(ACatalogue.Inactive)?.Code, Is.EqualTo("dispatch.unit_inactive"));
        Assert.That(catalogue.WhyNot(Story.Lead), Is.Null);
    }
}

public sealed class ReadingTheShippedCatalogue
{
    [Test]
    public void Has_a_rule_for_every_category_and_leaves_two_to_a_dispatcher()
    {
        var zone = ShippedZone.Current;
        Assert.That(zone.Categories.Values.Select(category => category.Requester).Distinct(), Is.EquivalentTo(Enum.GetValues<RequesterKind>()));
        Assert.Multiple(() =>
        {
            foreach (var category in zone.Categories.Values)
            {
                foreach (var area in zone.Areas.Keys.Prepend(null))
                {
                    var route = zone.Catalogue.Route(category.Code, area, category.Requester);
                    var manual = category.Code is "C9902" or "C9903";
                    Assert.That(route.Left, Is.EqualTo(manual ? LeftReason.RuleIsManual : (LeftReason?)null), $"{category.Code} in {area}");
                    Assert.That(route.Rule?.Basis, Is.Not.Empty, category.Code);
                }
            }
        });
    }

    [Test]
    public void Names_only_known_active_units()
    {
        var zone = ShippedZone.Current;
        var named = from category in zone.Categories.Values
                    from area in zone.Areas.Keys.Prepend(null)
                    let route = zone.Catalogue.Route(category.Code, area, category.Requester)
                    from unit in route.Supporters.Prepend(route.Lead!).Concat(route.Alternatives)
                    select unit;
        Assert.That(named.Distinct().Select(unit => zone.Catalogue.WhyNot(unit)), Is.All.Null);
        Assert.That(named.Distinct(), Is.SubsetOf(zone.Units.Keys));
    }

    [Test]
    public void Never_lists_a_lead_among_its_own_supporters()
    {
        var zone = ShippedZone.Current;
        foreach (var category in zone.Categories.Values)
        {
            var route = zone.Catalogue.Route(category.Code, null, category.Requester);
            Assert.That(route.Supporters, Is.Unique.And.Not.Contain(route.Lead), category.Code);
        }
    }
}
