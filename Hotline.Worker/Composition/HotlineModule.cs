using FluentValidation;
using Hotline.Accounts;
using Hotline.Cases;
using Hotline.Deadlines;
using Hotline.Dispatch;
using Hotline.Meetings;
using Hotline.Messaging;
using Hotline.Notices;
using Hotline.Praises;
using Hotline.Scorecards;
using Hotline.Scorecards.Circulars;
using Hotline.Scorecards.Pack;
using Hotline.Storage;
using Hotline.Themes;
using Hotline.Zone;
using Microsoft.Extensions.Configuration;
using Microsoft.Extensions.DependencyInjection;
using Microsoft.Extensions.DependencyInjection.Extensions;
using Microsoft.Extensions.Options;

namespace Hotline.Composition;

/// <summary>How a host is put together: the engine always, the background work where the consumers live.</summary>
public static class HotlineModule
{
    /// <summary>Storage, configuration and every use case; nothing that runs by itself.</summary>
    public static IServiceCollection AddHotlineEngine(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddOptions<HotlineOptions>()
            .Bind(configuration.GetSection(HotlineOptions.Section))
            .ValidateOnStart();
        services.AddSingleton<IValidateOptions<HotlineOptions>, HotlineOptions.Check>();
        services.TryAddSingleton(TimeProvider.System);

        services.AddSingleton<Database>();
        services.AddSingleton<Migrator>();
        services.AddSingleton<RequesterVault>();
        services.AddSingleton<ZoneBook>();
        services.AddSingleton<ZoneVersions>();
        services.AddSingleton<ImportZone>();
        services.AddSingleton<AmendCalendar>();
        services.AddSingleton<SimulateZone>();
        services.AddSingleton<LookUpCodes>();
        services.AddSingleton<HotlineStart>();

        services.AddSingleton<Passwords>();
        services.AddSingleton<AccountBook>();
        services.AddSingleton<SignInAccount>();
        services.AddSingleton<CreateAccount>();
        services.AddSingleton<ChangeAccount>();
        services.AddSingleton<ResetPassword>();
        services.AddSingleton<ChangePassword>();
        services.AddSingleton<UnlockAccount>();
        services.AddSingleton<ListAccounts>();
        services.AddSingleton<KeepTokens>();
        services.AddSingleton<FirstAccounts>();

        services.AddSingleton<CaseLedger>();
        services.AddSingleton<RegisterCase>();
        services.AddSingleton<RegisterCall>();
        foreach (var step in typeof(ICaseStep<>).Assembly.GetTypes().Where(IsStep))
        {
            services.AddSingleton(step);
        }

        services.AddSingleton<RouteCase>();
        services.AddSingleton<RecordPraise>();
        services.AddSingleton<PraisePictures>();
        services.AddSingleton<KeepDrafts>();
        services.AddSingleton<AttachFile>();
        services.AddSingleton<Attachments>();
        services.AddSingleton<RevealRequester>();
        services.AddSingleton<ExportCases>();
        services.AddSingleton<CaseHistory>();
        services.AddSingleton<CasePossibilities>();
        services.AddSingleton<RelatedCases>();
        services.AddSingleton<SimilarCases>();
        services.AddSingleton<SuggestDispatch>();
        services.AddSingleton<BatchDispatch>();
        services.AddSingleton<ForeseeDispatch>();
        services.AddSingleton<UnitReturns>();
        services.AddSingleton<SplitText>();
        services.AddSingleton<CallerPanel>();
        services.AddSingleton<MarkCaller>();
        services.AddSingleton<UnmarkCaller>();
        services.AddSingleton<CaseQueues>();
        services.AddSingleton<UnitInbox>();
        services.AddSingleton<QueueCounts>();
        services.AddSingleton<RedSoon>();
        services.AddSingleton<FindCases>();
        services.AddSingleton<RebuildRows>();
        services.AddSingleton<AuditBalance>();
        services.AddSingleton<CountCase>();
        services.AddSingleton<NoticeCase>();
        services.AddSingleton<Inbox>();
        services.AddSingleton<ReadScorecard>();
        services.AddSingleton<ReadReport>();
        services.AddSingleton<ReadCorrections>();
        services.AddSingleton<MakePack>();
        services.AddSingleton<CircularRound>();
        services.AddSingleton<ReadCirculars>();
        services.AddSingleton<SimulateScorecard>();
        services.AddSingleton<CasesBehind>();
        services.AddSingleton<PraisesBehind>();
        services.AddSingleton<FreezePeriod>();
        services.AddSingleton<RebuildScorecard>();
        services.AddSingleton<KeepTheme>();
        services.AddSingleton<StartTheme>();
        services.AddSingleton<CloseTheme>();
        services.AddSingleton<ReportOnTheme>();
        services.AddSingleton<LinkToTheme>();
        services.AddSingleton<ReadTheme>();
        services.AddSingleton<ListThemes>();
        services.AddSingleton<KeepMeeting>();
        services.AddSingleton<DecideInMeeting>();
        services.AddSingleton<ReportDecision>();
        services.AddSingleton<SettleDecision>();
        services.AddSingleton<ReadMeeting>();
        services.AddSingleton<ListMeetings>();
        services.AddSingleton<ListDecisions>();
        services.AddSingleton<OverdueDecisions>();
        services.AddSingleton<DeadlineSweep>();
        services.AddSingleton<ArchiveSweep>();
        services.AddSingleton<RecountDeadlines>();
        services.AddSingleton<CatchUp>();
        services.AddSingleton<LiveFeed>();

        // What is done for each name when a row of the poison lane is replayed. All of it may be asked for any number of times.
        services.AddSingleton<PoisonLane>();
        services.AddSingleton<DiscardPoison>();
        services.AddSingleton(provider => Redo(DispatchConsumer.Queue, provider.GetRequiredService<RouteCase>().ExecuteAsync));
        services.AddSingleton(provider => Redo(ScorecardConsumer.Queue, provider.GetRequiredService<CountCase>().ExecuteForEitherAsync));
        services.AddSingleton(provider => Redo(NoticeConsumer.Queue, provider.GetRequiredService<NoticeCase>().ExecuteAsync));
        services.AddSingleton(provider => EventRelay.Redo(provider.GetRequiredService<Database>()));

        // A message names a field as people do; which field it is the answer says by the request's own name.
        ValidatorOptions.Global.DisplayNameResolver = (_, member, _) => FieldNames.Of(member);
        services.AddValidatorsFromAssemblyContaining<RegisterCase>(ServiceLifetime.Singleton);
        return services;
    }

    private static bool IsStep(Type type) => type is { IsClass: true, IsAbstract: false }
        && type.GetInterfaces().Any(candidate => candidate.IsGenericType && candidate.GetGenericTypeDefinition() == typeof(ICaseStep<>));

    /// <summary>The bus with its consumers, the relay, and the timers: in one process of each hotline, or in several.</summary>
    public static IServiceCollection AddHotlineBackground(this IServiceCollection services, IConfiguration configuration)
    {
        services.AddHotlineBus(configuration.ReadHotlineOptions());
        services.AddHostedService<ZoneWatch>();
        services.AddHostedService<Rounds>();
        return services;
    }

    /// <summary>The bus, its consumers and the relay, without the timers.</summary>
    internal static IServiceCollection AddHotlineBus(this IServiceCollection services, HotlineOptions options)
    {
        services.AddBus(
            options,
            [
                new QueueConsumer(typeof(DispatchConsumer), typeof(DispatchConsumer.Definition)),
                new QueueConsumer(typeof(ScorecardConsumer), typeof(ScorecardConsumer.Definition)),
                new QueueConsumer(typeof(NoticeConsumer), typeof(NoticeConsumer.Definition)),
            ]);
        services.AddHostedService<EventRelay>();
        return services;
    }

    private static PoisonWork Redo(string consumer, Func<string, CancellationToken, Task> act) => new(
        consumer,
        async (row, cancellation) =>
        {
            await act(row.Number, cancellation);
            return PoisonState.Resolved;
        });

    /// <exception cref="InvalidOperationException">The configuration contradicts itself.</exception>
    public static HotlineOptions ReadHotlineOptions(this IConfiguration configuration)
    {
        var options = configuration.GetSection(HotlineOptions.Section).Get<HotlineOptions>() ?? new HotlineOptions();
        return options.Problem is { } problem ? throw new InvalidOperationException(problem) : options;
    }
}
