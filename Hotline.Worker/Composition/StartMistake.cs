using System.Data.Common;
using EvolveDb;
using Hotline.Storage;
using Microsoft.Extensions.Options;

namespace Hotline.Composition;

/// <summary>
/// What whoever starts a program can put right (a setting, a key, a port, a disk) ends it with one line and exit code 1.
/// A stack trace is for our own mistakes.
/// </summary>
public static class StartMistake
{
    public static async Task<int> GuardAsync(Func<Task<int>> program)
    {
        try
        {
            return await program();
        }
        catch (OperationCanceledException)
        {
            // Told to stop before it had begun.
            return 1;
        }
        catch (Exception exception) when (IsMistake(exception))
        {
            await Console.Error.WriteLineAsync(exception.Message.ReplaceLineEndings(" "));
            return 1;
        }
    }

    private static bool IsMistake(Exception exception) => exception is not ObjectDisposedException && exception
        is InvalidOperationException or OptionsValidationException or StorageUnavailableException or DbException or EvolveException
        or IOException or UnauthorizedAccessException;
}
