using System.Collections;
using System.Reflection;
using System.Resources;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;

namespace Hotline.Tests.Ui;

/// <summary>Every value and every event has a word for people, in both languages, and no word names nothing.</summary>
public sealed class NamingThings
{
    private static readonly Assembly Api = Assembly.Load("Hotline.Api");

    // Of the engine's own, those that screens show.
    private static readonly string[] OfTheEngine =
        ["CaseStep", "CallbackOutcome", "ReviewOutcome", "StatementKind", "QueueName", "Relation", "ZoneKind", "CalendarWarning", "ReplyWarning",
         "ThemeState", "PlanTaskState", "ThemeChangeKind", "DecisionState", "DecisionOutcome", "MeetingChangeKind"];

    [TestCase("")]
    [TestCase("en")]
    public void Names_all_that_screens_show(string language)
    {
        var values = typeof(Role).Assembly.GetTypes().Concat(typeof(CaseStep).Assembly.GetTypes().Where(type => OfTheEngine.Contains(type.Name)))
            .Where(type => type.IsEnum && type.IsPublic | type.IsNestedPublic)
            .SelectMany(type => Enum.GetNames(type).Select(name => $"{type.Name}.{name}"));
        var events = typeof(HotlineEvent).Assembly.GetTypes().Where(type => type.IsSealed && type.IsSubclassOf(typeof(HotlineEvent))).Select(type => "Event." + type.Name);
        Assert.That(KeysOf(typeof(Vocabulary).Assembly, "Hotline.Cases.Vocabulary", language), Is.EquivalentTo(values));
        Assert.That(KeysOf(Api, "Hotline.Api.Ui.Shared.Words", language), Is.EquivalentTo(events));
    }

    [Test]
    public void Says_in_English_whatever_it_says_in_Chinese() =>
        Assert.That(KeysOf(Api, "Hotline.Api.Ui.UiTexts", "en"), Is.EquivalentTo(KeysOf(Api, "Hotline.Api.Ui.UiTexts", "")));

    private static List<string> KeysOf(Assembly assembly, string resource, string language)
    {
        var texts = new ResourceManager(resource, assembly).GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.That(texts, Is.Not.Null, $"{resource} {language}");
        return [.. texts!.Cast<DictionaryEntry>().Where(text => !string.IsNullOrWhiteSpace((string?)text.Value)).Select(text => (string)text.Key)];
    }
}
