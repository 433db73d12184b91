using Hotline.Contracts;
using Hotline.Contracts.Cases;
using Hotline.Contracts.Praises;
using Hotline.Domain.Scorecards;
using Hotline.Messaging;
using MassTransit;

namespace Hotline.Scorecards;

/// <summary>Keeps the tallies fresh after every event that may change what a case counts.</summary>
public sealed class ScorecardConsumer(CountCase count) :
    IConsumer<CaseRegistered>,
    IConsumer<CaseDispatched>,
    IConsumer<ReviewPassed>,
    IConsumer<ReworkOrdered>,
    IConsumer<CaseClosed>,
    IConsumer<CaseRecalled>,
    IConsumer<ConsultationOpened>,
    IConsumer<CaseLinked>,
    IConsumer<CaseHandledElsewhere>,
    IConsumer<CaseReclassified>,
    IConsumer<CaseJoined>,
    IConsumer<CaseParted>,
    IConsumer<RequestApproved>,
    IConsumer<CallbackWaived>,
    IConsumer<CaseExcluded>,
    IConsumer<DeadlinesRecounted>,
    IConsumer<CaseReopened>,
    IConsumer<CaseGuided>,
    IConsumer<CaseMerged>,
    IConsumer<CaseUnmerged>,
    IConsumer<CaseVoided>,
    IConsumer<CaseUnlinked>,
    IConsumer<AssignmentSigned>,
    IConsumer<RequesterContacted>,
    IConsumer<AssignmentReplied>,
    IConsumer<RequestFiled>,
    IConsumer<RequestRefused>,
    IConsumer<ReviewReturned>,
    IConsumer<CallbackAttempted>,
    IConsumer<LightTurned>,
    IConsumer<PraiseRecorded>
{
    /// <summary>A name that survives renaming the class.</summary>
    public const string Queue = "hotline-scorecards";

    public Task Consume(ConsumeContext<CaseRegistered> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseDispatched> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReviewPassed> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReworkOrdered> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseClosed> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseRecalled> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ConsultationOpened> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseLinked> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseHandledElsewhere> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReclassified> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseJoined> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseParted> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestApproved> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CallbackWaived> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseExcluded> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<DeadlinesRecounted> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReopened> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseGuided> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseMerged> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseUnmerged> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseVoided> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseUnlinked> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<AssignmentSigned> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequesterContacted> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<AssignmentReplied> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestRefused> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReviewReturned> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CallbackAttempted> context) => CountAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestFiled> context) => CountIfChangedAsync(context.Message, context);

    public Task Consume(ConsumeContext<LightTurned> context) => CountIfChangedAsync(context.Message, context);

    public Task Consume(ConsumeContext<PraiseRecorded> context) =>
        count.ExecuteForPraiseAsync(context.Message.Number, context.CancellationToken);

    // Of these not every one matters; what counts says which.
    private Task CountIfChangedAsync(HotlineEvent happened, ConsumeContext context) =>
        Contribution.IsChangedBy(happened) ? CountAsync(happened.Number, context) : Task.CompletedTask;

    private Task CountAsync(string number, ConsumeContext context) => count.ExecuteAsync(number, context.CancellationToken);

    public sealed class Definition : QueueDefinition<ScorecardConsumer>
    {
        public Definition() => EndpointName = Queue;
    }
}
