using Hotline.Contracts.Cases;
using Hotline.Messaging;
using MassTransit;

namespace Hotline.Notices;

/// <summary>Fills the inboxes after every event that somebody is told of (<see cref="Domain.Notices.Recipients"/>).</summary>
public sealed class NoticeConsumer(NoticeCase notice) :
    IConsumer<LightTurned>,
    IConsumer<CaseReminded>,
    IConsumer<RequestFiled>,
    IConsumer<RequestApproved>,
    IConsumer<RequestRefused>,
    IConsumer<RequestEscalated>,
    IConsumer<InstructionGiven>,
    IConsumer<SupervisionIssued>,
    IConsumer<SupervisionReported>,
    IConsumer<SupervisionReturnAsked>,
    IConsumer<SupervisionSettled>,
    IConsumer<ReviewReturned>,
    IConsumer<ReworkOrdered>,
    IConsumer<CaseReopened>,
    IConsumer<CaseDispatched>,
    IConsumer<SupportAdded>,
    IConsumer<CaseRecalled>,
    IConsumer<CaseLinked>,
    IConsumer<CaseMerged>,
    IConsumer<CaseVoided>,
    IConsumer<CaseClosed>,
    IConsumer<ConsultationOpened>,
    IConsumer<ReworkProposed>,
    IConsumer<RequestRetracted>,
    IConsumer<CaseReactivated>,
    IConsumer<CaseReclassified>
{
    /// <summary>A name that survives renaming the class.</summary>
    public const string Queue = "hotline-notices";

    public Task Consume(ConsumeContext<LightTurned> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReminded> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestFiled> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestApproved> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestRefused> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestEscalated> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<InstructionGiven> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<SupervisionIssued> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<SupervisionReported> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<SupervisionReturnAsked> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<SupervisionSettled> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReviewReturned> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReworkOrdered> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReopened> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseDispatched> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<SupportAdded> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseRecalled> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseLinked> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseMerged> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseVoided> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseClosed> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ConsultationOpened> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<ReworkProposed> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<RequestRetracted> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReactivated> context) => TellAsync(context.Message.Number, context);

    public Task Consume(ConsumeContext<CaseReclassified> context) => TellAsync(context.Message.Number, context);

    private Task TellAsync(string number, ConsumeContext context) => notice.ExecuteAsync(number, context.CancellationToken);

    public sealed class Definition : QueueDefinition<NoticeConsumer>
    {
        public Definition() => EndpointName = Queue;
    }
}
