using System.Globalization;
using FluentValidation;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Meetings;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;

namespace Hotline.Meetings;

/// <summary>登记点评会: which period, when, who presided, which units were there.</summary>
public sealed class KeepMeeting(Database database, ZoneBook zone, TimeProvider clock)
{
    private const int ChairLength = 60;
    private const int MostUnits = 200;

    public sealed record Command
    {
        /// <summary>What it looked at, e.g. <c>2025Q3</c>.</summary>
        public string? Period { get; init; }

        public DateOnly? HeldOn { get; init; }

        /// <summary>主持人, by office.</summary>
        public string? Chair { get; init; }

        /// <summary>参会单位.</summary>
        public IReadOnlyList<string>? Units { get; init; }

        /// <summary>会议纪要.</summary>
        public string? Summary { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator(ZoneBook zone)
        {
            RuleFor(command => command.Period).Cascade(CascadeMode.Stop).NotEmpty()
                .Must(period => Period.TryParse(period, out _)).WithMessage(_ => ValidationTexts.PeriodText);
            RuleFor(command => command.HeldOn).NotNull();
            RuleFor(command => command.Chair).NotEmpty().Line(ChairLength);
            RuleFor(command => command.Units).Must(units => units is null || units.Count <= MostUnits)
                .WithMessage(_ => string.Format(CultureInfo.InvariantCulture, ValidationTexts.BatchTooLong, MostUnits));
            RuleForEach(command => command.Units).UnitOf(zone);
            RuleFor(command => command.Summary).Lines(FieldRules.ContentLength);
        }
    }

    /// <exception cref="CaseRefusedException">The actor keeps no meetings.</exception>
    public Task<Meeting> MakeAsync(Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotKeep(actor));
        var now = clock.Now();
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                var series = string.Create(CultureInfo.InvariantCulture, $"M{command.HeldOn!.Value.Year}");
                var number = await db.DrawNumberAsync(series);
                var meeting = Filled(new Meeting { Number = string.Create(CultureInfo.InvariantCulture, $"{series}-{number}"), Version = 1 }, command);
                return await db.SaveMeetingAsync(meeting, MeetingChangeKind.Made, actor, zone.Current.Calendar, now);
            },
            cancellation);
    }

    /// <param name="seen">The version that the actor has seen.</param>
    /// <exception cref="MeetingNotFoundException">No such meeting in the actor's sight.</exception>
    /// <exception cref="StaleMeetingException">It was changed since.</exception>
    /// <exception cref="CaseRefusedException">The actor keeps no meetings.</exception>
    public Task<Meeting> ReviseAsync(string number, int seen, Command command, Actor actor, CancellationToken cancellation)
    {
        CaseRefusedException.ThrowIf(MeetingRules.WhyNotKeep(actor));
        var now = clock.Now();
        return database.WriteAsync(
            Lane.People,
            async db => await db.SaveMeetingAsync(
                Filled(await db.SeeMeetingAsync(number, seen, actor), command) with { Version = seen + 1 }, MeetingChangeKind.Revised, actor, zone.Current.Calendar, now),
            cancellation);
    }

    private static Meeting Filled(Meeting meeting, Command command) => meeting with
    {
        Period = command.Period!,
        HeldOn = command.HeldOn!.Value,
        Chair = command.Chair!,
        Units = [.. (command.Units ?? []).Distinct()],
        Summary = command.Summary,
    };
}
