using System.Reflection;

namespace MuBench.Versions;

/// <summary>The version and source commit that this build was made from.</summary>
public static class CodeVersion
{
    /// <summary>Read from the assembly: the SDK appends the commit to the informational version.</summary>
    public static ReportCode Current { get; } = Read();

    private static ReportCode Read()
    {
        var informational = typeof(CodeVersion).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()?.InformationalVersion ?? "unknown";
        return informational.Split('+', 2) is [var version, var commit] ? new ReportCode(version, commit) : new ReportCode(informational, "unknown");
    }
}
