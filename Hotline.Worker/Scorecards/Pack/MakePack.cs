using System.Runtime.CompilerServices;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Scorecards;
using Hotline.Storage;
using Hotline.Zone;
using Microsoft.Extensions.Options;

namespace Hotline.Scorecards.Pack;

/// <summary>一键材料: what the review meeting is given of a period, as a paper, a document or a workbook.</summary>
public sealed class MakePack(ReadReport read, Database database, ZoneBook zone, IOptions<HotlineOptions> options)
{
    /// <summary>A period's pack that is ready to be laid out.</summary>
    public sealed record Ready(PeriodReport Report, PackPaper Paper, PackTexts Texts);

    /// <summary>The words of the pack in a language, with the zone's own name.</summary>
    public PackTexts Texts(bool english) => english ? PackTexts.English(options.Value.ZoneNameEn) : PackTexts.Chinese(options.Value.ZoneName);

    /// <param name="period">Over or not.</param>
    /// <param name="english">Otherwise Chinese.</param>
    /// <param name="cancellation">Ends the reading.</param>
    /// <exception cref="CaseRefusedException">Its reconciliation does not close.</exception>
    public async Task<Ready> ExecuteAsync(Period period, bool english, CancellationToken cancellation)
    {
        var report = await read.ExecuteAsync(period, cancellation);
        var texts = Texts(english);
        return new Ready(report, PackChapters.Of(report, texts), texts);
    }

    public static Task WriteDocumentAsync(Ready pack, Stream output, CancellationToken cancellation) =>
        output.WriteAsync(PackDocument.ToBytes(pack.Paper), cancellation).AsTask();

    public Task WriteWorkbookAsync(Ready pack, Stream output, CancellationToken cancellation) => PackWorkbook.WriteAsync(
        output, zone.Current.Calendar.Zone, pack.Paper, pack.Report, RowsAsync(pack.Report, cancellation), pack.Texts, cancellation);

    /// <summary>What a file of the pack is called, without its extension.</summary>
    public static string FileNameOf(Period period) => $"hotline-{period.Name.Replace("..", "_", StringComparison.Ordinal)}";

    // What is rated counts on the day that the scheme says, and on no other; everything else on its own. Of a frozen period
    // the rows, the names and the scheme are those that were frozen.
    private async IAsyncEnumerable<CountedRow> RowsAsync(PeriodReport report, [EnumeratorCancellation] CancellationToken cancellation)
    {
        var period = PackSentence.PeriodOf(report);
        var (frozen, card) = await database.ReadAsync(
            async db => (await db.FindFrozenReportAsync(period.Name), await ReadScorecard.FindFrozenAsync(db, period.Name)), cancellation);
        var attribution = (card?.Card().Total.Scheme ?? zone.Current.Scheme).Attribution;
        var names = report.Units.ToDictionary(unit => unit.Code, unit => unit.Title);
        foreach (var booked in new[] { Attribution.Closed, attribution }.Distinct())
        {
            await foreach (var row in frozen is null
                ? FrozenRows.ReadLiveAsync(database, period, booked, cancellation)
                : FrozenRows.ReadAsync(database, frozen.Freeze, booked, cancellation))
            {
                var figures = Figures.In(row.Figures).Where(figure => !Figures.IsOfRatings(figure) || booked == attribution).ToList();
                if (figures.Count > 0)
                {
                    var name = names.GetValueOrDefault(row.Unit)
                        ?? (zone.Current.Units.TryGetValue(row.Unit, out var known) ? new PeriodReport.Name(known.Name, known.NameEn) : new(row.Unit, row.Unit));
                    yield return new CountedRow(row.Number, row.Entry, row.Day, row.Unit, name, figures);
                }
            }
        }
    }
}
