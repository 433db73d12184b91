namespace Hotline.Api.Http;

/// <summary>A request that cannot be read as what it should be; the edge's own refusals.</summary>
/// <param name="status">HTTP status.</param>
/// <param name="code">Stable, for programs; its title is in Problems.resx.</param>
/// <param name="detail">Name of the sentence in Problems.resx that says more than the title; <c>null</c> for none.</param>
/// <param name="values">What the sentence mentions.</param>
internal sealed class BadRequestException(int status, string code, string? detail = null, params object[] values) : Exception($"The request is refused with {status}.")
{
    public int Status => status;

    public string Code => code;

    public string? Detail => detail;

    public IReadOnlyList<object> Values => values;
}
