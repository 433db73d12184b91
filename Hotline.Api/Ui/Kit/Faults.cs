namespace Hotline.Api.Ui.Kit;

/// <summary>Faults that nobody foresaw: logged with a number that their reader is shown, and not more than that.</summary>
public sealed partial class Faults(Toaster toaster, ILogger<Faults> logger)
{
    /// <returns>The number.</returns>
    public string Log(Exception exception)
    {
        var number = Guid.CreateVersion7().ToString("N")[^8..];
        LogFault(logger, number, exception);
        return number;
    }

    /// <summary>Something that was asked for failed; the screen stays as it is, with all that was typed.</summary>
    public void Report(Exception exception) => toaster.Failed(UiTexts.Format("FailedNumber", Log(exception)));

    [LoggerMessage(Level = LogLevel.Error, Message = "A screen failed; its reader was shown {Number}.")]
    private static partial void LogFault(ILogger logger, string number, Exception exception);
}
