using MuBench.TestUtils.Processes;

namespace MuBench.Tests.Storage;

/// <summary>The Azurite that <c>tests/azurite/package-lock.json</c> pins, installed on first use.</summary>
public static class AzuriteInstallation
{
    /// <summary>Says whether this machine can run it.</summary>
    public static bool HasNode => NodeFolder.HasNode;

    /// <summary>Gives the folder it is installed in.</summary>
    public static Task<string> EnsureAsync() => NodeFolder.EnsureAsync("azurite");
}
