using System.CommandLine;
using Hotline.Deadlines;

var root = new RootCommand("The engine of the hotline.") { DueCommand.Create() };
return root.Parse(args).Invoke();
