using System.Buffers;

namespace Hotline.Papers;

/// <summary>
/// Between a zip, which writes the ends of its entries synchronously, and an answer over HTTP, which must not be written to so:
/// takes bytes at once and passes them on when asked.
/// </summary>
internal sealed class Spool(Stream output) : Stream
{
    private readonly ArrayBufferWriter<byte> _bytes = new();

    public override bool CanRead => false;
    public override bool CanSeek => false;
    public override bool CanWrite => true;
    public override long Length => throw new NotSupportedException();

    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    public async ValueTask PassOnAsync(CancellationToken cancellation)
    {
        if (_bytes.WrittenCount > 0)
        {
            await output.WriteAsync(_bytes.WrittenMemory, cancellation);
            _bytes.ResetWrittenCount();
        }
    }

    public override void Write(byte[] buffer, int offset, int count) => _bytes.Write(buffer.AsSpan(offset, count));

    public override void Write(ReadOnlySpan<byte> buffer) => _bytes.Write(buffer);

    public override void Flush()
    {
    }

    public override int Read(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    public override void SetLength(long value) => throw new NotSupportedException();
}
