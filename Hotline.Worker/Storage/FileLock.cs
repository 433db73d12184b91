namespace Hotline.Storage;

/// <summary>
/// Lets one process at a time do what the file's own locks do not cover. Held by the operating system, so it ends with
/// the process that holds it; the empty file stays, because removing it would let a third one in.
/// </summary>
internal static class FileLock
{
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(60);
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(20);

    /// <exception cref="TimeoutException">Another process held it for a minute.</exception>
    public static async Task<IDisposable> TakeAsync(string path, CancellationToken cancellation)
    {
        var until = Environment.TickCount64 + (long)Patience.TotalMilliseconds;
        while (true)
        {
            try
            {
                return new FileStream(path, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
            }
            catch (IOException) when (File.Exists(path) && Environment.TickCount64 < until)
            {
                await Task.Delay(Look, cancellation);
            }
            catch (IOException exception) when (File.Exists(path))
            {
                throw new TimeoutException($"Another process has held '{path}' for a minute.", exception);
            }
        }
    }
}
