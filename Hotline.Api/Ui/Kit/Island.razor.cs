namespace Hotline.Api.Ui.Kit;

public partial class Island
{
    [LoggerMessage(Level = LogLevel.Error, Message = "A screen failed; its reader was shown {Number}.")]
    private static partial void LogFailed(ILogger logger, string number, Exception exception);
}
