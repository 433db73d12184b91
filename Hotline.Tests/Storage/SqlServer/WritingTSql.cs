using System.Reflection;
using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Cases;
using Hotline.Domain.Deadlines;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Tests.Support;

namespace Hotline.Tests.Storage.SqlServer;

public sealed class WritingTSql
{
    private static readonly Story Walked = Story.InCallback();

    // One argument of each type that a store asks for.
    private static readonly Dictionary<Type, object> Samples = new()
    {
        [typeof(string)] = "text",
        [typeof(int)] = 1,
        [typeof(long)] = 1L,
        [typeof(bool)] = true,
        [typeof(Standing)] = Standing.Open,
        [typeof(PoisonState)] = PoisonState.Waiting,
        [typeof(PoisonRow)] = new PoisonRow(),
        [typeof(PoisonPlace)] = PoisonPlace.Start,
        [typeof(byte[])] = new byte[] { 1 },
        [typeof(Balance)] = default(Balance),
        [typeof(DateTimeOffset)] = DateTimeOffset.UnixEpoch,
        [typeof(DateOnly)] = new DateOnly(2025, 9, 26),
        [typeof(IReadOnlyList<long>)] = new long[] { 1, 2, 3 },
        [typeof(IReadOnlyList<string>)] = new[] { "a", "b" },
        [typeof(IReadOnlyCollection<string>)] = new[] { "a", "b" },
        [typeof(IReadOnlyList<HotlineEvent>)] = Walked.Events,
        [typeof(Case)] = Walked.Case,
        [typeof(CaseRow)] = new CaseRow(),
        [typeof(AssignmentRow)] = new AssignmentRow(),
        [typeof(ClockRow)] = new ClockRow(),
        [typeof(RequestRow)] = new RequestRow(),
        [typeof(SupervisionRow)] = new SupervisionRow(),
        [typeof(InvitationRow)] = new InvitationRow(),
        [typeof(CaseStore.Turn)] = CaseStore.Turn.Start,
        [typeof(PraiseRecorded)] = new PraiseRecorded { Kind = PraiseKind.Phone, Praised = "unit", RequesterKind = RequesterKind.Citizen },
        [typeof(QueueWindow)] = QueueWindow.All,
        [typeof(InboxStage)] = InboxStage.FirstOther,
        [typeof(PictureRow)] = new PictureRow(),
        [typeof(AttachmentRow)] = new AttachmentRow(),
        [typeof(AccessRow)] = new AccessRow(),
        [typeof(AccessPlace)] = AccessPlace.Start,
        [typeof(NoticeRow)] = new NoticeRow(),
        [typeof(NoticePlace)] = NoticePlace.Start,
        [typeof(CallerMarkRow)] = new CallerMarkRow(),
        [typeof(DraftRow)] = new DraftRow(),
        [typeof(DraftPlace)] = new DraftPlace(DateTimeOffset.UnixEpoch, "id"),
        [typeof(QueuePlace)] = QueuePlace.Start,
        [typeof(AccountRow)] = new AccountRow(),
        [typeof(AttemptRow)] = new AttemptRow(),
        [typeof(TokenRow)] = new TokenRow(),
        [typeof(AccountChangeRow)] = new AccountChangeRow(),
        [typeof(AccountFilter)] = new AccountFilter("unit", "%,Agent,%", "%A%"),
        [typeof(AccountChangePlace)] = new AccountChangePlace(DateTimeOffset.UnixEpoch, "id"),
        [typeof(CaseFilter)] = new CaseFilter { Status = "Closed", Unit = "unit", PhoneIndex = "index", Category = "C0501", Window = QueueWindow.All },
        [typeof(NumberSpan)] = new NumberSpan("", "~"),
        [typeof(CountPlace)] = CountPlace.Start,
        [typeof(CountRow)] = new CountRow(),
        [typeof(FrozenReportRow)] = new FrozenReportRow(),
        [typeof(FrozenPartRow)] = new FrozenPartRow(),
        [typeof(FrozenPartPlace)] = new FrozenPartPlace("Closed", new DateOnly(2025, 9, 26), "", 0),
        [typeof(IReadOnlyCollection<Figure>)] = new[] { Figure.Received, Figure.Rated },
        [typeof(IReadOnlyList<DateTimeOffset>)] = new[] { DateTimeOffset.UnixEpoch },
        [typeof(CircularRow)] = new CircularRow(),
        [typeof(CircularPlace)] = CircularPlace.Start,
        [typeof(CountedDay)] = new CountedDay(),
        [typeof(SoughtFigures)] = new SoughtFigures([Figure.Due], [Figure.OnTime]),
        [typeof(IReadOnlyList<Contribution.Part>)] = new Contribution.Part[]
        {
            new("", new TallyKey(new DateOnly(2025, 9, 26), "unit", RequesterKind.Citizen), new Tally { Received = 1 }),
            new("Ended", new TallyKey(new DateOnly(2025, 9, 26), "unit", RequesterKind.Citizen), new Tally { Closed = 1 }),
        },
        [typeof(FrozenRow)] = new FrozenRow(),
        [typeof(FrozenLineRow)] = new FrozenLineRow(),
        [typeof(TallyKey)] = new TallyKey(new DateOnly(2025, 9, 26), "unit", RequesterKind.Citizen),
        [typeof(Attribution)] = Attribution.Intake,
        [typeof(Dimension)] = Dimension.Spot,
        [typeof(BreakdownKey)] = new BreakdownKey(Dimension.Spot, new DateOnly(2025, 9, 26), "", "C0501|"),
        [typeof(Tally)] = new Tally { Received = 1 },
        [typeof(Period)] = new Period("2025", new DateOnly(2025, 1, 1), new DateOnly(2025, 12, 31)),
        [typeof(PaperRow)] = new PaperRow(),
        [typeof(PaperPlace)] = PaperPlace.Start,
        [typeof(ThemeStore.ThemeRow)] = new ThemeStore.ThemeRow(),
        [typeof(MeetingRow)] = new MeetingRow(),
        [typeof(DecisionRow)] = new DecisionRow(),
        [typeof(DecisionPlace)] = DecisionPlace.Start,
        [typeof(IReadOnlyList<DecisionRow>)] = new[] { new DecisionRow() },
        [typeof(ZoneStore.ZoneDocumentRow)] = new ZoneStore.ZoneDocumentRow(),
    };

    public static IEnumerable<MethodInfo> StoreMethods() =>
        from type in typeof(Session).Assembly.GetTypes()
        where type.Namespace == typeof(Session).Namespace && type is { IsAbstract: true, IsSealed: true }
        from method in type.GetMethods(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly)
        where method.GetParameters() is [{ } first, ..] && first.ParameterType == typeof(Session) && !method.Name.Contains('<', StringComparison.Ordinal)
        select method;

    [Test]
    public void Finds_the_stores() => Assert.That(StoreMethods().Select(method => method.DeclaringType!.Name).Distinct(), Is.SupersetOf(new[]
    {
        nameof(CaseStore), nameof(EventStore), nameof(IntakeStore), nameof(PraiseStore), nameof(QueueStore), nameof(TallyStore), nameof(ZoneStore),
    }));

    [TestCaseSource(nameof(StoreMethods))]
    public async Task Sends_only_statements_that_SQL_Server_can_read(MethodInfo method)
    {
        DapperSetup.Ensure();
        var sent = new List<string>();
        foreach (var arguments in ArgumentsOf(method))
        {
            // What comes after an empty answer and what comes after a row may be different statements.
            foreach (var answersOneRow in new[] { false, true })
            {
                await using var server = new ParseOnlySqlServer(answersOneRow);
                var session = new Session(server, null, SqlDialect.For(Hotline.Composition.StorageEngine.SqlServer), CancellationToken.None);
                try
                {
                    await RunAsync(method, [session, .. arguments]);
                }
                catch (Exception exception) when (answersOneRow && server.Statements.Count > 0 && exception is not AssertionException)
                {
                    // A blank row is no event and no zone; by then the statements were sent.
                }

                Assert.That(server.Errors, Is.Empty);
                sent.AddRange(server.Statements);
            }
        }

        Assert.That(sent, Is.Not.Empty, "It sent nothing.");
        // Dapper writes a list out, so a statement is known by what stands before it.
        var missing = IlReader.StringsOf(method).Where(IlReader.IsSql).Select(text => text.Trim().Split(" IN @")[0])
            .Where(text => !sent.Any(statement => statement.Contains(text, StringComparison.Ordinal)));
        Assert.That(missing, Is.Empty, "Statements that the samples never reached.");
    }

    // A nullable argument is given and left out; the rest is made by its type.
    private static IEnumerable<object?[]> ArgumentsOf(MethodInfo method)
    {
        var parameters = method.GetParameters()[1..];
        var full = parameters.Select(parameter =>
        {
            var type = Nullable.GetUnderlyingType(parameter.ParameterType) ?? parameter.ParameterType;
            return type == typeof(DeadlineBasis) ? ShippedZone.Basis
                : Samples.TryGetValue(type, out var sample) ? sample
                : throw new AssertionException($"{method.Name} asks for a {type.Name} called {parameter.Name}: add a sample of that type.");
        }).ToArray<object?>();
        yield return full;
        if (method.Name == nameof(PraiseStore.ListPraisesAsync))
        {
            yield return Replaced(full, 1, null);
        }

        if (method.Name == nameof(BalanceStore.MoveStandingAsync))
        {
            yield return Replaced(full, 1, null);
        }

        if (method.Name == nameof(CountStore.SaveCountsAsync))
        {
            yield return Replaced(full, 1, Array.Empty<Contribution.Part>());
        }

        if (method.DeclaringType == typeof(FindStore))
        {
            // By unit, by category, among the open ones, and by nothing.
            var index = Array.FindIndex(full, argument => argument is CaseFilter);
            foreach (var filter in (CaseFilter[])[new() { Unit = "unit" }, new() { Category = "C0501" }, new() { IsOpen = true }, new()])
            {
                yield return Replaced(full, index, filter);
            }
        }

        if (method.Name is nameof(ThemeStore.CountMatterAsync) or nameof(ThemeStore.ListMatterAsync))
        {
            // Everywhere.
            yield return Replaced(full, 1, Array.Empty<string>());
        }

        if (method.Name == nameof(CaseStore.SaveRowsAsync))
        {
            // The rows of a new case, of a case that goes on, and of one that got new assignments.
            yield return Replaced(full, 0, null);
            yield return Replaced(full, 0, Story.Begin().Case);
            yield return Replaced(Replaced(full, 0, Story.Dispatched().Case), 1, Story.Signed().Case);
        }
    }

    private static object?[] Replaced(object?[] arguments, int index, object? value) => [.. arguments[..index], value, .. arguments[(index + 1)..]];

    private static async Task RunAsync(MethodInfo method, object?[] arguments)
    {
        var result = method.Invoke(null, arguments);
        switch (result)
        {
            case Task task:
                await task;
                break;
            case IAsyncEnumerable<object> stream:
                await foreach (var _ in stream)
                {
                    // Only to send the statement.
                }

                break;
            case string:
                break;
            default:
                throw new AssertionException($"{method.Name} returns {method.ReturnType}, which this test cannot wait for.");
        }
    }
}
