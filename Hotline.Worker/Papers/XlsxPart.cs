using System.Buffers;
using System.Globalization;
using System.IO.Compression;
using System.Text;

namespace Hotline.Papers;

/// <summary>One file within a spreadsheet, written from its beginning to its end.</summary>
internal sealed class XlsxPart
{
    private const int Full = 64 * 1024;

    // Of a zip, the first moment it can tell: the same cells make the same bytes.
    private static readonly DateTimeOffset Always = new(1980, 1, 1, 0, 0, 0, TimeSpan.Zero);

    // What XML cannot hold, or what the format gives a meaning of its own.
    private static readonly SearchValues<char> Special = SearchValues.Create(
        [.. Enumerable.Range(0, 0x20).Select(code => (char)code).Where(sign => sign is not ('\t' or '\n')), '&', '<', '>', '_', '\uFFFE', '\uFFFF']);

    private readonly ArrayBufferWriter<byte> _bytes = new(2 * Full);
    private readonly Stream _entry;

    private XlsxPart(Stream entry) => _entry = entry;

    public static XlsxPart Begin(ZipArchive zip, string name)
    {
        var entry = zip.CreateEntry(name, CompressionLevel.Fastest);
        entry.LastWriteTime = Always;
        var part = new XlsxPart(entry.Open());
        part.Write("""<?xml version="1.0" encoding="UTF-8" standalone="yes"?>"""u8);
        return part;
    }

    public void Write(ReadOnlySpan<byte> utf8) => _bytes.Write(utf8);

    public void Write(string xml) => Encoding.UTF8.GetBytes(xml, _bytes);

    public void Write<T>(T number)
        where T : IUtf8SpanFormattable
    {
        const int most = 64;
        number.TryFormat(_bytes.GetSpan(most), out var written, default, CultureInfo.InvariantCulture);
        _bytes.Advance(written);
    }

    /// <summary>A text as the format keeps it; one that no cell can hold ends with how long it was.</summary>
    public void WriteEscaped(string text)
    {
        var left = text.AsSpan();
        var end = "";
        if (left.Length > XlsxWriter.MostCharacters)
        {
            end = string.Create(CultureInfo.InvariantCulture, $"…[{left.Length}]");
            left = left[..(XlsxWriter.MostCharacters - end.Length)];
        }

        for (var at = left.IndexOfAny(Special); at >= 0; at = left.IndexOfAny(Special))
        {
            Encoding.UTF8.GetBytes(left[..at], _bytes);
            WriteSpecial(left[at..]);
            left = left[(at + 1)..];
        }

        Encoding.UTF8.GetBytes(left, _bytes);
        Encoding.UTF8.GetBytes(end, _bytes);
    }

    /// <summary>Whether there is enough to be compressed.</summary>
    public bool IsFull => _bytes.WrittenCount >= Full;

    public void Compress()
    {
        _entry.Write(_bytes.WrittenSpan);
        _bytes.ResetWrittenCount();
    }

    public void End()
    {
        Compress();
        _entry.Dispose();
    }

    private void WriteSpecial(ReadOnlySpan<char> text)
    {
        switch (text[0])
        {
            case '&':
                Write("&amp;"u8);
                break;
            case '<':
                Write("&lt;"u8);
                break;
            case '>':
                Write("&gt;"u8);
                break;
            case '_':
                // _x000D_ means a sign (ECMA-376, ST_Xstring); who wrote that meant what it looks like.
                Write(text.Length > 6 && text[1] == 'x' && text[6] == '_' && !text[2..6].ContainsAnyExcept(HexDigits) ? "_x005F_"u8 : "_"u8);
                break;
            case '\uFFFE' or '\uFFFF':
                Write("\uFFFD"u8);
                break;
            default:
                Write(string.Create(CultureInfo.InvariantCulture, $"_x{(int)text[0]:X4}_"));
                break;
        }
    }

    private static readonly SearchValues<char> HexDigits = SearchValues.Create("0123456789abcdefABCDEF");
}
