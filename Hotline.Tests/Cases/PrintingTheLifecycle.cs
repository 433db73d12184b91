using System.CommandLine;
using Hotline.Cases;
using Hotline.Tests.Support;

namespace Hotline.Tests.Cases;

public sealed class PrintingTheLifecycle
{
    [Test]
    public void Is_what_the_readme_shows()
    {
        var readme = File.ReadAllText(Repository.Find("README.md")).ReplaceLineEndings("\n");
        Assert.That(readme, Does.Contain(Run()), "print it anew: dotnet run --project Hotline.Worker -- lifecycle");
    }

    [Test]
    public void Draws_two_diagrams_and_on_request_two_tables()
    {
        Assert.That(Run().Split("```mermaid\nstateDiagram-v2\n"), Has.Length.EqualTo(3));
        Assert.That(Run("--table").Split("|---|---|---|\n"), Has.Length.EqualTo(3));
        Assert.That(Run("--table"), Does.Contain("\n| 挂账 OnBook | 销账 Reactivate | 处理中 InProgress |\n"));
    }

    private static string Run(params string[] arguments)
    {
        var output = new StringWriter();
        Assert.That(LifecycleCommand.Create().Parse(arguments).Invoke(new InvocationConfiguration { Output = output }), Is.Zero);
        return output.ToString();
    }
}
