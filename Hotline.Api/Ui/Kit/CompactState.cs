using System.Buffers;
using System.IO.Compression;
using System.Text.Json;
using Microsoft.AspNetCore.Components;

namespace Hotline.Api.Ui.Kit;

/// <summary>
/// What a page has read for its circuit, on its way through the browser: pressed before it is encrypted, because nothing
/// presses it afterwards. A list of fifty lines is a tenth of itself then, both ways.
/// </summary>
internal sealed class CompactState<T> : PersistentComponentStateSerializer<T>
{
    public override void Persist(T value, IBufferWriter<byte> writer)
    {
        var text = JsonSerializer.SerializeToUtf8Bytes(value, JsonSerializerOptions.Web);
        var place = writer.GetSpan(BrotliEncoder.GetMaxCompressedLength(text.Length));
        // Of the qualities 0 to 11 the higher ones save little more and take many times as long.
        if (!BrotliEncoder.TryCompress(text, place, out var written, quality: 4, window: 22))
        {
            throw new InvalidOperationException("The state was not pressed.");
        }

        writer.Advance(written);
    }

    public override T Restore(ReadOnlySequence<byte> data)
    {
        using var pressed = new BrotliStream(new MemoryStream(data.ToArray()), CompressionMode.Decompress);
        return JsonSerializer.Deserialize<T>(pressed, JsonSerializerOptions.Web)!;
    }
}
