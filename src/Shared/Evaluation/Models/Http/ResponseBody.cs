using System.Text.Json;

namespace MuBench.Models.Http;

/// <summary>The body of a provider's response.</summary>
internal static class ResponseBody
{
    /// <summary>Reads the body of a success.</summary>
    /// <param name="response">The response.</param>
    /// <param name="body">Its body.</param>
    /// <param name="read">Reads the body; throws <see cref="JsonException"/> if it is not what the protocol says.</param>
    /// <exception cref="UnusableResponseException">The response is an error, or its body cannot be read.</exception>
    public static T Read<T>(HttpResponseMessage response, ReadOnlyMemory<byte> body, Func<ReadOnlyMemory<byte>, T> read)
    {
        var status = (int)response.StatusCode;
        if (!response.IsSuccessStatusCode)
            throw new UnusableResponseException(status, body.ToArray());
        try
        {
            return read(body);
        }
        catch (JsonException exception)
        {
            throw new UnusableResponseException(status, body.ToArray(), exception);
        }
    }
}
