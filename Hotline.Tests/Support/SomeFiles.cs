using System.Text;

namespace Hotline.Tests.Support;

/// <summary>The beginnings of files of every kind, as programs write them.</summary>
internal static class SomeFiles
{
    public static readonly byte[] Png = [0x89, (byte)'P', (byte)'N', (byte)'G', 0x0D, 0x0A, 0x1A, 0x0A, 1, 2, 3];
    public static readonly byte[] Jpeg = [0xFF, 0xD8, 0xFF, 0xE0, 1, 2, 3];
    public static readonly byte[] Pdf = Encoding.ASCII.GetBytes("%PDF-1.7\n1 0 obj");
    public static readonly byte[] Wav = [.. "RIFF"u8, 1, 0, 0, 0, .. "WAVEfmt "u8];
    public static readonly byte[] Svg = Encoding.UTF8.GetBytes("<svg xmlns='http://www.w3.org/2000/svg' onload='alert(1)'/>");

    /// <summary>A file of the right kind that differs from every other by its end.</summary>
    public static byte[] APng(int which) => [.. Png, .. BitConverter.GetBytes(which)];

    /// <summary>A container of ISO/IEC 14496-12 with one track.</summary>
    public static byte[] Mp4(string brand, string track) =>
        [0, 0, 0, 16, .. Encoding.ASCII.GetBytes("ftyp" + brand), 0, 0, 0, 0, 0, 0, 0, 32, .. "hdlr"u8, 0, 0, 0, 0, 0, 0, 0, 0, .. Encoding.ASCII.GetBytes(track), 0, 0, 0, 0];

    /// <summary>The first page of an Ogg stream, up to the codec's head.</summary>
    public static byte[] Ogg(string codec) =>
        [.. "OggS"u8, 0, 2, .. new byte[20], 1, 30, .. Encoding.Latin1.GetBytes(codec), .. new byte[12]];
}
