using System.Reflection;
using System.Text.Json;
using System.Text.Json.Nodes;

// .NET looks for a class of this name without a namespace in the assembly of DOTNET_STARTUP_HOOKS.

/// <summary>
/// Turns a process of <c>mubench</c> into one that runs commands until its input ends. A line of input is a command as JSON (<c>args</c>, <c>folder</c>,
/// <c>environment</c>), and a line of output is what it did (<c>code</c>, <c>output</c>, <c>error</c>). Every command goes through the program's own entry point.
/// </summary>
internal static class StartupHook
{
    // The exit code of a process that an exception has ended, as the shell shows it.
    private const int Aborted = 134;

    /// <summary>Called by .NET before the program's entry point.</summary>
    public static void Initialize()
    {
        var program = Assembly.Load(new AssemblyName("mubench")).EntryPoint!;
        var (requests, answers, home) = (Console.In, Console.Out, Environment.CurrentDirectory);
        while (requests.ReadLine() is { } line)
        {
            answers.WriteLine(Run(program, JsonNode.Parse(line)!, home).ToJsonString());
            answers.Flush();
        }

        Environment.Exit(0);
    }

    private static JsonObject Run(MethodInfo program, JsonNode request, string home)
    {
        using var output = new StringWriter();
        using var error = new StringWriter();
        Console.SetIn(TextReader.Null);
        Console.SetOut(output);
        Console.SetError(error);
        var before = Exchange(request["environment"]!.AsObject().ToDictionary(pair => pair.Key, pair => (string?)pair.Value));
        try
        {
            Environment.CurrentDirectory = (string?)request["folder"] ?? home;
            var code = Run(program, request["args"].Deserialize<string[]>()!, error);
            return new JsonObject { ["code"] = code, ["output"] = output.ToString(), ["error"] = error.ToString() };
        }
        finally
        {
            Environment.CurrentDirectory = home;
            Exchange(before);
        }
    }

    private static int Run(MethodInfo program, string[] arguments, StringWriter error)
    {
        try
        {
            return (int)program.Invoke(null, [arguments])!;
        }
        catch (TargetInvocationException fault)
        {
            error.WriteLine($"Unhandled exception. {fault.InnerException}");
            return Aborted;
        }
    }

    private static Dictionary<string, string?> Exchange(Dictionary<string, string?> variables)
    {
        var before = variables.Keys.ToDictionary(name => name, Environment.GetEnvironmentVariable);
        foreach (var (name, value) in variables) Environment.SetEnvironmentVariable(name, value);
        return before;
    }
}
