using System.Globalization;
using Spectre.Console;

namespace Hotline.Samples;

/// <summary>How far the sample has come.</summary>
/// <param name="Done">Steps taken.</param>
/// <param name="Total">Steps planned.</param>
/// <param name="Now">The simulated now.</param>
public readonly record struct SampleProgress(int Done, int Total, DateTimeOffset Now)
{
    /// <summary>Runs a load and shows how far it is: a bar on a screen, a line a tenth where the output goes to a file.</summary>
    public static async Task<T> ShowAsync<T>(IAnsiConsole console, Func<IProgress<SampleProgress>, Task<T>> load)
    {
        const string Title = "样例季度 2025Q3";
        if (!console.Profile.Capabilities.Interactive)
        {
            return await load(new Lines(console, Title));
        }

        return await console.Progress()
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new ElapsedTimeColumn())
            .StartAsync(async context =>
            {
                var bar = context.AddTask(Title);
                var result = await load(new Bar(bar));
                bar.Value = bar.MaxValue;
                return result;
            });
    }

    private sealed class Bar(ProgressTask bar) : IProgress<SampleProgress>
    {
        public void Report(SampleProgress value)
        {
            bar.MaxValue = value.Total;
            bar.Value = value.Done;
        }
    }

    private sealed class Lines(IAnsiConsole console, string title) : IProgress<SampleProgress>
    {
        private int _tenths;

        public void Report(SampleProgress value)
        {
            for (; _tenths < 10 * (long)value.Done / value.Total; _tenths++)
            {
                console.WriteLine(string.Create(CultureInfo.InvariantCulture, $"{title} {10 * (_tenths + 1)} %"));
            }
        }
    }
}
