using System.Text.Json;
using FluentValidation.Results;

namespace Hotline.Api.Ui.Kit;

/// <summary>
/// What is wrong with the fields of one form, keyed as the API names them (<c>requester.contactPhone</c>): the same rules
/// speak at the same places. Cascaded by <see cref="DeskForm"/>.
/// </summary>
/// <param name="form">Told apart from other forms of the page: begins the id of every field.</param>
public sealed class FieldErrors(string form)
{
    private readonly Dictionary<string, string[]> _errors = [];
    private readonly Dictionary<string, string> _labels = [];

    public string Form => form;

    /// <summary>Counts the times that errors were set, so that a summary knows when to come forward.</summary>
    public int Round { get; private set; }

    public bool Any => _errors.Count > 0;

    public IEnumerable<(string Path, string Label, string Message)> All =>
        from entry in _errors
        from message in entry.Value
        select (entry.Key, _labels.GetValueOrDefault(entry.Key, ""), message);

    public IReadOnlyList<string> Of(string path) => _errors.GetValueOrDefault(path, []);

    public string IdOf(string path) => $"{form}-{path.Replace('.', '-').Replace('[', '-').Replace("]", "", StringComparison.Ordinal)}";

    /// <returns>Whether nothing is wrong.</returns>
    public bool Set(ValidationResult result)
    {
        Set(result.Errors.GroupBy(failure => Named(failure.PropertyName), failure => failure.ErrorMessage)
            .Select(field => (field.Key, field.Distinct().ToArray())));
        return result.IsValid;
    }

    public void Set(IEnumerable<(string Path, string[] Messages)> errors)
    {
        _errors.Clear();
        foreach (var (path, messages) in errors)
        {
            _errors[path] = messages;
        }

        Round++;
    }

    /// <summary>What was found wrong although nobody asked: it stands at the fields and calls nobody away.</summary>
    public void Add(IEnumerable<(string Path, string[] Messages)> errors)
    {
        foreach (var (path, messages) in errors)
        {
            _errors[path] = messages;
        }
    }

    public void Set(string path, string message) => Set([(path, [message])]);

    /// <summary>The person is mending it.</summary>
    public void Forget(string path) => _errors.Remove(path);

    public void Clear() => _errors.Clear();

    internal void Know(string path, string label) => _labels[path] = label;

    private static string Named(string path) => string.Join('.', path.Split('.').Select(JsonNamingPolicy.CamelCase.ConvertName));
}
