using System.Text.Json;

namespace MuBench.Functions.WebConsole;

/// <summary>The signed-in person, as App Service authentication describes it in a header: base64 of a JSON object with claims.</summary>
internal static class ClientPrincipal
{
    /// <summary>The header.</summary>
    public const string Header = "X-MS-CLIENT-PRINCIPAL";

    /// <summary>The role of the app registration for reading.</summary>
    public const string ReadRole = "MuBench.Read";

    /// <summary>The role of the app registration for running, which includes reading.</summary>
    public const string RunRole = "MuBench.Run";

    private const string RolesClaim = "roles";

    /// <summary>The roles of a person; null if the header is missing, cannot be read, or does not come from Entra.</summary>
    /// <param name="header">The value of the header.</param>
    public static IReadOnlySet<string>? RolesOf(string? header)
    {
        if (string.IsNullOrEmpty(header)) return null;
        try
        {
            using var document = JsonDocument.Parse(Convert.FromBase64String(header));
            var principal = document.RootElement;
            if (principal.GetProperty("auth_typ").GetString() != "aad") return null;
            var roleType = principal.TryGetProperty("role_typ", out var named) ? named.GetString() : null;
            return principal.GetProperty("claims").EnumerateArray()
                .Where(claim => claim.GetProperty("typ").GetString() is { } type && (type == RolesClaim || type == roleType))
                .Select(claim => claim.GetProperty("val").GetString() ?? "")
                .ToHashSet(StringComparer.Ordinal);
        }
        catch (Exception fault) when (fault is FormatException or JsonException or InvalidOperationException or KeyNotFoundException)
        {
            return null;
        }
    }
}
