using FluentValidation;
using Hotline.Composition;
using Hotline.Zone;

namespace Hotline.Cases;

/// <summary>Splits a pasted text as the zone knows its places and as of now. Nothing of it is kept.</summary>
public sealed class SplitText(ZoneBook zone, TimeProvider clock)
{
    public sealed record Command
    {
        public string? Text { get; init; }
    }

    public sealed class Validator : AbstractValidator<Command>
    {
        public Validator() => RuleFor(command => command.Text).NotEmpty().MaximumLength(PasteSplitter.MostCharacters);
    }

    public PasteSplitter.Pieces Execute(Command command)
    {
        var current = zone.Current;
        return PasteSplitter.Split(command.Text!, current.Calendar.ToLocal(clock.Now()), current.Areas.Values);
    }
}
