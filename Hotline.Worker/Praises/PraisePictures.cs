using System.Security.Cryptography;
using Hotline.Cases;
using Hotline.Composition;
using Hotline.Domain.Cases;
using Hotline.Domain.Files;
using Hotline.Storage;

namespace Hotline.Praises;

/// <summary>The picture of a silk banner, or of a letter: one for each praise, replaced by the next.</summary>
public sealed class PraisePictures(Database database, TimeProvider clock)
{
    /// <summary>In bytes: 5 MB.</summary>
    public const int MostBytes = 5 * 1024 * 1024;

    private static readonly FileType[] Pictures = [FileType.Jpeg, FileType.Png, FileType.WebP];

    /// <param name="Sha256">Of the content, in hexadecimal digits.</param>
    /// <param name="Bytes">How large it is.</param>
    public sealed record Receipt(string Number, string ContentType, string Sha256, int Bytes);

    /// <summary>What the bytes themselves say they are; <c>null</c> for what is not accepted. A header may be wrong, or lie.</summary>
    public static string? TypeOf(ReadOnlySpan<byte> content) =>
        FileType.Of(content) is { } type && Pictures.Contains(type) ? type.ContentType : null;

    /// <summary>Attaches a picture; the same one once more changes nothing.</summary>
    /// <param name="number">The praise.</param>
    /// <param name="content">Of a type that <see cref="TypeOf"/> knows, at most <see cref="MostBytes"/>.</param>
    /// <param name="actor">Who attaches it.</param>
    /// <param name="cancellation">Ends the wait, not a write that has begun.</param>
    /// <returns><c>null</c> when there is no such praise in the actor's sight.</returns>
    /// <exception cref="ArgumentException">It is no picture.</exception>
    public Task<Receipt?> AttachAsync(string number, byte[] content, Actor actor, CancellationToken cancellation)
    {
        var picture = new PictureRow
        {
            Number = number,
            ContentType = TypeOf(content) ?? throw new ArgumentException("It is no picture.", nameof(content)),
            Sha256 = Convert.ToHexStringLower(SHA256.HashData(content)),
            Content = content,
            At = clock.Now(),
            Actor = actor.Name,
        };
        return database.WriteAsync(
            Lane.People,
            async db =>
            {
                if (!await IsInSightAsync(db, number, actor))
                {
                    return null;
                }

                if (await db.FindPictureHashAsync(number) != picture.Sha256)
                {
                    await db.PutPictureAsync(picture);
                }

                return new Receipt(number, picture.ContentType, picture.Sha256, content.Length);
            },
            cancellation);
    }

    /// <returns><c>null</c> when the praise has no picture, there is no such praise, or it is of another unit than the actor's.</returns>
    public Task<PictureRow?> FindAsync(string number, Actor actor, CancellationToken cancellation) => database.ReadAsync(
        async db => await IsInSightAsync(db, number, actor) ? await db.FindPictureAsync(number) : null, cancellation);

    private static async Task<bool> IsInSightAsync(Session db, string number, Actor actor) =>
        Sight.Of(actor) is { IsNothing: false } sight && await db.FindPraiseAsync(number) is { } praise && (sight.Unit is null || sight.Unit == praise.Unit);
}
