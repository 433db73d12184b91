using System.Collections.Immutable;
using Hotline.Contracts.Cases;

namespace Hotline.Domain.Files;

/// <summary>
/// A type of file that is taken in, known by its first bytes: whatever a sender or a name says may be wrong, or lie. What is
/// not listed is refused, and so is everything that a browser or an office program would run.
/// </summary>
/// <param name="ContentType">As it is served.</param>
/// <param name="Extensions">Of its names, with the dot; the usual one first.</param>
public sealed record FileType(string ContentType, FileKind Kind, ImmutableArray<string> Extensions)
{
    public static readonly FileType Jpeg = new("image/jpeg", FileKind.Picture, [".jpg", ".jpeg"]);
    public static readonly FileType Png = new("image/png", FileKind.Picture, [".png"]);
    public static readonly FileType WebP = new("image/webp", FileKind.Picture, [".webp"]);
    public static readonly FileType Gif = new("image/gif", FileKind.Picture, [".gif"]);
    public static readonly FileType Pdf = new("application/pdf", FileKind.Document, [".pdf"]);
    public static readonly FileType Mp3 = new("audio/mpeg", FileKind.Sound, [".mp3"]);
    public static readonly FileType Wav = new("audio/wav", FileKind.Sound, [".wav"]);
    public static readonly FileType M4a = new("audio/mp4", FileKind.Sound, [".m4a", ".mp4"]);
    public static readonly FileType Aac = new("audio/aac", FileKind.Sound, [".aac"]);
    public static readonly FileType Amr = new("audio/amr", FileKind.Sound, [".amr"]);
    public static readonly FileType Ogg = new("audio/ogg", FileKind.Sound, [".ogg", ".oga", ".opus"]);

    public static ImmutableArray<FileType> All { get; } = [Jpeg, Png, WebP, Gif, Pdf, Mp3, Wav, M4a, Aac, Amr, Ogg];

    /// <summary>Pictures and sounds may be shown in a page; a document is opened by whoever has saved it.</summary>
    public bool IsShown => Kind != FileKind.Document;

    public bool Equals(FileType? other) => other is not null && ContentType == other.ContentType;

    public override int GetHashCode() => ContentType.GetHashCode(StringComparison.Ordinal);

    /// <returns><c>null</c> for what is not taken in.</returns>
    public static FileType? Of(ReadOnlySpan<byte> content) =>
        content.StartsWith((ReadOnlySpan<byte>)[0xFF, 0xD8, 0xFF]) ? Jpeg
        : content.StartsWith((ReadOnlySpan<byte>)[0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A]) ? Png
        : content.StartsWith("GIF87a"u8) || content.StartsWith("GIF89a"u8) ? Gif
        : IsRiff(content, "WEBP"u8) ? WebP
        : IsRiff(content, "WAVE"u8) ? Wav
        : content.StartsWith("%PDF-"u8) ? Pdf
        : content.StartsWith("#!AMR\n"u8) || content.StartsWith("#!AMR-WB\n"u8) ? Amr
        : IsOggSound(content) ? Ogg
        : IsMp4Sound(content) ? M4a
        : content.StartsWith("ID3"u8) || IsMp3Frame(content) ? Mp3
        : IsAdtsFrame(content) ? Aac
        : null;

    private static bool IsRiff(ReadOnlySpan<byte> content, ReadOnlySpan<byte> form) =>
        content.Length >= 12 && content.StartsWith("RIFF"u8) && content[8..].StartsWith(form);

    // The first page holds the codec's own head, right behind one segment length (RFC 3533, 7845). Films are Ogg files too.
    private static bool IsOggSound(ReadOnlySpan<byte> content) =>
        content.Length > 36 && content.StartsWith("OggS"u8) && content[26] == 1
        && content[28..] is var codec
        && (codec.StartsWith("OpusHead"u8) || codec.StartsWith("\u0001vorbis"u8) || codec.StartsWith("Speex   "u8) || codec.StartsWith("\u007FFLAC"u8));

    // Telephones record sound under the brands of films, so their tracks are asked (ISO/IEC 14496-12: hdlr).
    private static bool IsMp4Sound(ReadOnlySpan<byte> content)
    {
        if (content.Length < 12 || !content[4..].StartsWith("ftyp"u8))
        {
            return false;
        }

        var hasSound = content[8..].StartsWith("M4A "u8) || content[8..].StartsWith("M4B "u8);
        for (var rest = content; rest.IndexOf("hdlr"u8) is var at and >= 0; rest = rest[(at + 4)..])
        {
            // Between the name of the box and the kind of its track: version and flags, and four bytes that are nothing.
            if (rest.Length >= at + 16 && rest.Slice(at + 12, 4) is var track)
            {
                if (track.SequenceEqual("vide"u8))
                {
                    return false;
                }

                hasSound |= track.SequenceEqual("soun"u8);
            }
        }

        return hasSound;
    }

    // ISO/IEC 11172-3: eleven bits of synchronisation, a version and a bit rate that exist, layer III.
    private static bool IsMp3Frame(ReadOnlySpan<byte> content) => content is [0xFF, var version, var rate, ..]
        && (version & 0xE0) == 0xE0 && (version & 0x18) != 0x08 && (version & 0x06) == 0x02
        && (rate & 0xF0) is not (0x00 or 0xF0) && (rate & 0x0C) != 0x0C;

    // ISO/IEC 13818-7: twelve bits of synchronisation, layer 0, a sampling rate that exists.
    private static bool IsAdtsFrame(ReadOnlySpan<byte> content) => content is [0xFF, var version, var profile, _, _, _, _, ..]
        && (version & 0xF6) == 0xF0 && (profile & 0x3C) <= 0x30;
}
