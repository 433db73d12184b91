using System.Collections;
using System.Reflection;
using System.Resources;
using System.Text.RegularExpressions;
using Hotline.Cases;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Domain.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Ui;

/// <summary>Every value and every event has a word for people, in both languages, and no word names nothing.</summary>
public sealed partial class NamingThings
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

    /// <summary>Every file of words there is, in Api and in the engine, but for the sentences that are Chinese alone.</summary>
    public static IEnumerable<TestCaseData> Rooms() =>
        from assembly in new[] { Api, typeof(Vocabulary).Assembly }
        from name in assembly.GetManifestResourceNames()
        where name.EndsWith(".resources", StringComparison.Ordinal) && !name.EndsWith(".RefusalDetails.resources", StringComparison.Ordinal)
        let room = name[..^".resources".Length]
        select new TestCaseData(assembly, room).SetArgDisplayNames(room);

    [Test]
    public void Finds_the_rooms() => Assert.That(Rooms().Count(), Is.GreaterThan(20));

    [TestCaseSource(nameof(Rooms))]
    public void Says_in_English_whatever_it_says_in_Chinese(Assembly assembly, string room)
    {
        var (chinese, english) = (TextsOf(assembly, room, ""), TextsOf(assembly, room, "en"));
        Assert.That(english.Keys, Is.EquivalentTo(chinese.Keys));
        foreach (var (key, text) in chinese)
        {
            Assert.That(PlacesIn(english[key]), Is.EqualTo(PlacesIn(text)), $"{key}: what is put into the sentence");
        }
    }

    // The engine's words are keyed by the names of values and fields, and are checked against those.
    [TestCaseSource(nameof(Rooms))]
    public void Has_a_use_for_every_word(Assembly assembly, string room)
    {
        if (room is "Hotline.Cases.FieldNames" or "Hotline.Cases.Vocabulary" or "Hotline.Deadlines.DeadlineWords")
        {
            return;
        }

        var unused = TextsOf(assembly, room, "").Keys.Where(key => !IsUsed(key)).ToList();
        Assert.That(unused, Is.Empty);
    }

    // Said whole in some source, the name of a value, or put together there of a beginning that ends at a dot and of something's name.
    private static bool IsUsed(string key) => Sources.Value.Contains($"\"{key}\"", StringComparison.Ordinal)
        || Sources.Value.Contains($"nameof({key})", StringComparison.Ordinal)
        || Values.Value.Contains(key) || (key.EndsWith("Hint", StringComparison.Ordinal) && Sources.Value.Contains($"\"{key[..^"Hint".Length]}\"", StringComparison.Ordinal))
        || (key.Contains('.', StringComparison.Ordinal) && Sources.Value.Contains($"\"{key[..(key.IndexOf('.', StringComparison.Ordinal) + 1)]}", StringComparison.Ordinal));

    private static readonly Lazy<string> Sources = new(() => string.Concat(
        new[] { "Hotline.Api", "Hotline.Worker" }.SelectMany(project => Directory.EnumerateFiles(Repository.Find(project), "*.*", SearchOption.AllDirectories))
            .Where(file => file.EndsWith(".cs", StringComparison.Ordinal) || file.EndsWith(".razor", StringComparison.Ordinal)).Select(File.ReadAllText)));

    private static readonly Lazy<HashSet<string>> Values = new(() =>
        [.. new[] { Api, typeof(Vocabulary).Assembly, typeof(Role).Assembly }.SelectMany(assembly => assembly.GetTypes()).Where(type => type.IsEnum).SelectMany(Enum.GetNames)]);

    private static IEnumerable<string> PlacesIn(string text) => Place().Matches(text).Select(match => match.Value).Distinct().Order(StringComparer.Ordinal);

    [GeneratedRegex(@"\{\d+")]
    private static partial Regex Place();

    private static List<string> KeysOf(Assembly assembly, string resource, string language) => [.. TextsOf(assembly, resource, language).Keys];

    private static Dictionary<string, string> TextsOf(Assembly assembly, string resource, string language)
    {
        var texts = new ResourceManager(resource, assembly).GetResourceSet(System.Globalization.CultureInfo.GetCultureInfo(language), createIfNotExists: true, tryParents: false);
        Assert.That(texts, Is.Not.Null, $"{resource} {language}");
        return texts!.Cast<DictionaryEntry>().Where(text => !string.IsNullOrWhiteSpace((string?)text.Value)).ToDictionary(text => (string)text.Key, text => (string)text.Value!);
    }
}
