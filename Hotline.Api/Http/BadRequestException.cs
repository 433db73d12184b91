namespace Hotline.Api.Http;

/// <summary>A request that cannot be read as what it should be; the edge's own refusals.</summary>
internal sealed class BadRequestException(int status, string code, string detail) : Exception(detail)
{
    public int Status => status;

    public string Code => code;
}
