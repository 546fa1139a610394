using System.Security.Cryptography;
using System.Text.Json;
using System.Text.Json.Nodes;

namespace MuBench.Cli.Viewing;

/// <summary>
/// What a viewer keeps for the next one, in a file that only its user can read: the secret of its cookies and its port. So pages that are open while the viewer is
/// started anew go on.
/// </summary>
/// <param name="Secret">The secret.</param>
/// <param name="Port">The port of the last viewer; 0 if there was none.</param>
/// <param name="Fault">Why nothing is kept; null if it is.</param>
internal sealed record ViewMemory(byte[] Secret, int Port, string? Fault)
{
    private const int Bytes = 32;
    private const string FileName = "view.json";

    /// <summary>The folder of the user's own data; null if this machine has none.</summary>
    public static string? UserFolder =>
        Environment.GetFolderPath(Environment.SpecialFolder.LocalApplicationData) is { Length: > 0 } folder ? Path.Combine(folder, "mubench") : null;

    /// <summary>Reads the memory of a folder, or makes a new one.</summary>
    public static ViewMemory Open(string? folder)
    {
        if (folder is null) return new ViewMemory(RandomNumberGenerator.GetBytes(Bytes), 0, "This user has no folder for data.");
        try
        {
            var path = Path.Combine(folder, FileName);
            if (File.Exists(path) && TryRead(File.ReadAllBytes(path)) is { } known) return known;
            var fresh = new ViewMemory(RandomNumberGenerator.GetBytes(Bytes), 0, null);
            fresh.Write(folder);
            return fresh;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return new ViewMemory(RandomNumberGenerator.GetBytes(Bytes), 0, fault.Message);
        }
    }

    /// <summary>Keeps the port for the next viewer. Whether it can be kept makes no difference to this one.</summary>
    public void Keep(string? folder, int port)
    {
        if (folder is null || Fault is not null || port == Port) return;
        try
        {
            (this with { Port = port }).Write(folder);
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            // The next viewer takes another port.
        }
    }

    private static ViewMemory? TryRead(byte[] json)
    {
        try
        {
            var read = JsonNode.Parse(json);
            var secret = Convert.FromBase64String((string?)read?["secret"] ?? "");
            return secret.Length == Bytes ? new ViewMemory(secret, (int?)read!["port"] ?? 0, null) : null;
        }
        catch (Exception fault) when (fault is JsonException or FormatException or InvalidOperationException)
        {
            return null; // a damaged file is written anew
        }
    }

    private void Write(string folder)
    {
        Directory.CreateDirectory(folder);
        var path = Path.Combine(folder, FileName);
        var part = path + "." + Convert.ToHexStringLower(RandomNumberGenerator.GetBytes(4));
        var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
        if (!OperatingSystem.IsWindows()) options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
        using (var file = new FileStream(part, options))
            file.Write(System.Text.Encoding.UTF8.GetBytes(new JsonObject { ["secret"] = Convert.ToBase64String(Secret), ["port"] = Port }.ToJsonString()));
        File.Move(part, path, overwrite: true);
    }
}
