using System.Globalization;
using FluentValidation;
using Hotline.Cases;
using Hotline.Contracts.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

/// <summary>A person is told what is wrong in words: of the field, and of the values there are.</summary>
public sealed class SayingWhatIsWrong
{
    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task Names_every_field_that_a_validator_looks_at(string language)
    {
        await using var hotline = await TestHotline.StartAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var unnamed = from validator in hotline.Validators()
                      from rule in validator.CreateDescriptor().Rules
                      where rule.Member is { } member && FieldNames.Find(member.Name) is null && FieldNames.Find($"{member.DeclaringType?.DeclaringType?.Name}.{member.Name}") is null
                      select $"{validator.GetType().DeclaringType?.Name}: {rule.PropertyName}";
        Assert.That(unnamed.Distinct(), Is.Empty);
    }

    // What a program calls a field and no person does.
    private static readonly string[] Raw = ["Text", "To", "By", "At", "On", "After", "Into", "Old", "New", "Value"];

    [TestCase("zh-CN")]
    [TestCase("en")]
    public async Task Never_says_the_name_that_a_program_has_for_a_field(string language)
    {
        await using var hotline = await TestHotline.StartAsync();
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var said = 0;
        foreach (var validator in hotline.Validators())
        {
            var use = validator.GetType().DeclaringType?.Name;
            foreach (var rule in validator.CreateDescriptor().Rules.Where(rule => rule.Member is not null))
            {
                var (name, label) = (rule.Member!.Name, FieldNames.Of(rule.Member)!);
                Assert.That(
                    language == "en" ? label is [>= 'A' and <= 'Z', ..] && !Raw.Contains(label) && !label.Skip(1).Any(char.IsUpper) : label.Any(character => character > 0x2E80),
                    $"{use}: {name} is called '{label}'");
            }

            // Of nothing at all everything is wrong that can be; what it says names fields as people do.
            var command = validator.GetType().GetInterfaces().Single(one => one.IsGenericType && one.GetGenericTypeDefinition() == typeof(IValidator<>)).GenericTypeArguments[0];
            foreach (var failure in (await validator.ValidateAsync(new ValidationContext<object>(Activator.CreateInstance(command)!))).Errors)
            {
                said++;
                var field = failure.PropertyName.Split('.', '[')[^1];
                Assert.That(
                    failure.ErrorMessage.Contains($"'{field}'", StringComparison.Ordinal) && (language == "zh-CN" || Raw.Contains(field) || field.Skip(1).Any(char.IsUpper)),
                    Is.False, $"{use}: {failure.ErrorMessage}");
            }
        }

        Assert.That(said, Is.GreaterThan(50));
    }

    [TestCase("zh-CN", "承办任务", "只能是：已解决（Solved）、部分解决（PartlySolved）、未解决（Unsolved）。")]
    [TestCase("en", "Assignment", "Must be one of: Solved, PartlySolved, Unsolved.")]
    public void Says_it_in_the_readers_language(string language, string field, string values)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var errors = new ReplyToAssignment.Validator().Validate(new ReplyToAssignment.Command { Resolution = (Resolution)(-1) }).ToDictionary();
        Assert.That(errors["Assignment"].First(), Does.Contain(field));
        Assert.That(errors["Resolution"], Is.EqualTo(new[] { values }));
    }

    [TestCase("zh-CN")]
    [TestCase("en")]
    public void Has_a_word_for_every_value_that_people_choose(string language)
    {
        CultureInfo.CurrentUICulture = CultureInfo.GetCultureInfo(language);
        var enums = typeof(Channel).Assembly.GetTypes().Where(type => type.IsEnum).Concat([typeof(ReviewOutcome), typeof(StatementKind), typeof(Hotline.Domain.Cases.CallbackOutcome)]);
        Assert.That(
            enums.SelectMany(type => Enum.GetValues(type).Cast<Enum>()).Where(value => Vocabulary.Find(value) is null).Select(value => $"{value.GetType().Name}.{value}"),
            Is.Empty);
    }
}
