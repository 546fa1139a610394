using System.Security.Cryptography;
using System.Text;

namespace MuBench.Web;

/// <summary>Compares secrets that a request has with those that it should have.</summary>
public static class SecretText
{
    /// <summary>Whether a text is the expected one, in a time that does not depend on where they differ.</summary>
    public static bool Is(string? given, string expected) => given is not null && CryptographicOperations.FixedTimeEquals(Encoding.UTF8.GetBytes(given), Encoding.UTF8.GetBytes(expected));
}
