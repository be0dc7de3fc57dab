using System;
using System.Collections.Generic;
using System.CommandLine;
using System.CommandLine.Parsing;

namespace Engine.LoadTests.Invocation;

/// <summary>The command line, as a tree of options.</summary>
internal static class CommandLine
{
    private static readonly Argument<string> Scenario = new("SCENARIO") { Description = "the scenario file" };
    private static readonly Option<string?> Target = new("--target") { Description = "send the load there instead", HelpName = "http://HOST:PORT" };
    private static readonly Option<string[]> Set = new("--set") { Description = "what ${NAME} stands for in the scenario", HelpName = "NAME=VALUE" };
    private static readonly Option<int[]> Pid = new("--pid") { Description = "measure this process as the target (otherwise: whoever listens on the target's port)", HelpName = "PID" };
    private static readonly Option<string?> Json = new("--json") { Description = "write the summary as JSON; - for standard output, in place of the text", HelpName = "FILE" };
    private static readonly Option<bool> Quiet = new("--quiet", "-q") { Description = "no progress" };
    private static readonly Option<bool> Check = new("--check") { Description = "read the scenario, say what is wrong with it, send nothing" };

    public static int Run(string[] args, Func<RunOptions, int> run)
    {
        Set.Validators.Add(CheckVariables);
        var root = new RootCommand("Sends HTTP/1.1 load as a scenario file says, and tells what became of it. The exit status is 0 when every assertion holds, 1 when one fails, 2 when nothing could be sent.")
        {
            Scenario, Target, Set, Pid, Json, Quiet, Check,
        };
        root.SetAction(result => run(Read(result)));
        ParseResult parsed = root.Parse(args);
        int status = parsed.Invoke();
        return parsed.Errors.Count > 0 ? ExitStatus.Misused : status;
    }

    private static RunOptions Read(ParseResult result)
    {
        var variables = new Dictionary<string, string>();
        foreach (string assignment in result.GetValue(Set) ?? [])
        {
            int equals = assignment.IndexOf('=');
            variables[assignment[..equals]] = assignment[(equals + 1)..];
        }

        return new RunOptions
        {
            ScenarioFile = result.GetValue(Scenario)!,
            Target = result.GetValue(Target),
            Variables = variables,
            Pids = result.GetValue(Pid) ?? [],
            JsonFile = result.GetValue(Json),
            IsQuiet = result.GetValue(Quiet),
            IsCheck = result.GetValue(Check),
        };
    }

    private static void CheckVariables(OptionResult result)
    {
        foreach (Token token in result.Tokens)
        {
            if (token.Value.IndexOf('=') <= 0)
            {
                result.AddError($"--set wants NAME=VALUE, not '{token.Value}'");
            }
        }
    }
}
