using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.Json;
using Hotline.Contracts;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Architecture;

/// <summary>The direction of the house: who may mention whom, down to the bodies of methods.</summary>
public sealed class Dependencies
{
    private static readonly Assembly Contracts = typeof(HotlineEvent).Assembly;
    private static readonly Assembly Engine = typeof(Session).Assembly;
    private static readonly Assembly Api = Assembly.Load("Hotline.Api");

    [Test]
    public void Of_the_contracts_are_the_platform_alone()
    {
        Assert.That(Contracts.GetReferencedAssemblies().Select(name => name.Name), Is.All.StartsWith("System."));
        Assert.That(Strangers(TypesIn(Contracts, "Hotline.Contracts"), "System", "Hotline.Contracts"), Is.Empty);
    }

    [Test]
    public void Of_the_contracts_name_no_package()
    {
        // What the build itself wrote down, so that a package counts that no line of code uses.
        using var dependencies = JsonDocument.Parse(File.ReadAllBytes(Path.Combine(AppContext.BaseDirectory, "Hotline.Tests.deps.json")));
        var libraries = dependencies.RootElement.GetProperty("targets").EnumerateObject().Single().Value;
        var contracts = libraries.EnumerateObject().Single(library => library.Name.StartsWith("Hotline.Contracts/", StringComparison.Ordinal));
        Assert.That(contracts.Value.TryGetProperty("dependencies", out var named) ? named.ToString() : null, Is.Null);
    }

    [Test]
    public void Of_the_domain_are_the_platform_and_the_contracts() =>
        Assert.That(Strangers(TypesIn(Engine, "Hotline.Domain"), "System", "Hotline.Contracts", "Hotline.Domain"), Is.Empty);

    [Test]
    public void Of_the_domain_include_no_clock_no_file_no_network_and_no_JSON()
    {
        // Part of System, and still not for rules: those are pure.
        var impure = new[] { "System.IO", "System.Net", "System.Data", "System.Text.Json", "System.Threading", "System.Diagnostics.Process" };
        var found = from type in TypesIn(Engine, "Hotline.Domain")
                    from mentioned in IlReader.TypesOf(type)
                    where impure.Any(space => IsIn(mentioned.Namespace, space)) || mentioned == typeof(TimeProvider) || mentioned == typeof(Random)
                    select $"{type} mentions {mentioned}";
        Assert.That(found.Distinct(), Is.Empty);
    }

    [Test]
    public void Of_the_storage_point_to_no_use_case()
    {
        var above = from type in TypesIn(Engine, "Hotline.Storage")
                    from mentioned in IlReader.TypesOf(type)
                    where IsIn(mentioned.Namespace, "Hotline")
                        && !new[] { "Hotline.Storage", "Hotline.Domain", "Hotline.Contracts", "Hotline.Composition" }.Any(space => IsIn(mentioned.Namespace, space))
                    select $"{type} mentions {mentioned}";
        Assert.That(above.Distinct(), Is.Empty);
        var composed = from type in TypesIn(Engine, "Hotline.Storage")
                       from mentioned in IlReader.TypesOf(type)
                       where IsIn(mentioned.Namespace, "Hotline.Composition")
                       select mentioned.Name;
        Assert.That(composed.Distinct(), Is.SubsetOf(new[] { "HotlineOptions", "StorageEngine" }), "its own options, and nothing else");
    }

    [Test]
    public void Of_the_messaging_point_to_no_consumer()
    {
        // Consumers stand on the messaging; what joins the two is the composition.
        var consumers = new[] { "Hotline.Dispatch", "Hotline.Scorecards", "Hotline.Callbacks", "Hotline.Deadlines", "Hotline.Praises", "Hotline.Notices", "Hotline.Themes", "Hotline.Meetings" };
        var found = from type in TypesIn(Engine, "Hotline.Messaging")
                    from mentioned in IlReader.TypesOf(type)
                    where consumers.Any(room => IsIn(mentioned.Namespace, room))
                    select $"{type} mentions {mentioned}";
        Assert.That(found.Distinct(), Is.Empty);
    }

    [Test]
    public void On_Dapper_stay_in_the_storage()
    {
        var outside = from type in Outside()
                      from mentioned in IlReader.TypesOf(type)
                      where IsIn(mentioned.Namespace, "Dapper")
                      select $"{type} mentions {mentioned}";
        Assert.That(outside.Distinct(), Is.Empty);
        Assert.That(TypesIn(Engine, "Hotline.Storage").SelectMany(IlReader.TypesOf).Any(type => IsIn(type.Namespace, "Dapper")), Is.True, "the search finds what is there");
    }

    [Test]
    public void On_the_text_of_SQL_stay_in_the_storage()
    {
        var outside = from type in Outside()
                      from text in IlReader.StringsOf(type)
                      where IlReader.IsSql(text)
                      select $"{type}: {text}";
        Assert.That(outside, Is.Empty);
        Assert.That(TypesIn(Engine, "Hotline.Storage").SelectMany(IlReader.StringsOf).Where(IlReader.IsSql).Count(), Is.GreaterThan(40), "the search finds what is there");
    }

    [Test]
    public void On_the_front_door_do_not_exist() => Assert.That(
        Contracts.GetReferencedAssemblies().Concat(Engine.GetReferencedAssemblies()).Select(name => name.Name), Has.No.Member("Hotline.Api"));

    private static IEnumerable<Type> Outside() => Engine.GetTypes().Concat(Api.GetTypes()).Where(type => !IsIn(Home(type), "Hotline.Storage"));

    private static List<string> Strangers(IEnumerable<Type> types, params string[] allowed) =>
    [
        .. (from type in types
            from mentioned in IlReader.TypesOf(type)
            where !allowed.Any(space => IsIn(Home(mentioned), space)) && !IsMadeByTheCompiler(mentioned)
            select $"{type} mentions {mentioned}").Distinct(),
    ];

    private static List<Type> TypesIn(Assembly assembly, string space)
    {
        List<Type> types = [.. assembly.GetTypes().Where(type => IsIn(Home(type), space))];
        Assert.That(types, Is.Not.Empty, space);
        return types;
    }

    private static bool IsIn(string? home, string space) =>
        home is not null && (home == space || home.StartsWith(space + ".", StringComparison.Ordinal));

    private static string? Home(Type type) => type.IsNested ? Home(type.DeclaringType!) : type.Namespace;

    // Lists of collection expressions and the data of constant arrays have no home of their own.
    private static bool IsMadeByTheCompiler(Type type) =>
        Home(type) is null && (type.IsDefined(typeof(CompilerGeneratedAttribute)) || type.Name.StartsWith('<') || type.DeclaringType?.Name.StartsWith('<') == true || type.HasElementType);
}
