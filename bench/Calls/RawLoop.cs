using System.Net.Http.Headers;
using System.Text;

namespace MuBench.Bench.Calls;

/// <summary>
/// The floor of the pipeline: an <see cref="HttpClient"/> that posts ready bodies and reads the responses as bytes, without an SDK, JSON or a log:
/// <c>raw ENDPOINT QUESTIONS WARMUP WORKERS FOLDER</c>.
/// </summary>
internal static class RawLoop
{
    private const int MaxBodies = 64;

    public static async Task<int> RunAsync(Uri endpoint, int questions, int warmUp, int workers, string folder)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = int.MaxValue };
        using var http = new HttpClient(handler) { Timeout = Timeout.InfiniteTimeSpan };
        var address = new Uri($"{endpoint}/chat/completions");
        var bodies = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).Take(MaxBodies).Select(BodyOf).ToArray();
        await AskAsync(warmUp);
        (await CallCost.MeasureAsync(() => AskAsync(questions))).Print();
        return 0;

        Task AskAsync(int count)
        {
            var next = -1;
            return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
            {
                for (int question; (question = Interlocked.Increment(ref next)) < count;)
                    await PostAsync(http, address, bodies[question / 6 % bodies.Length]);
            })));
        }
    }

    private static async Task PostAsync(HttpClient http, Uri address, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var response = await http.PostAsync(address, content);
        if (!response.IsSuccessStatusCode || (await response.Content.ReadAsByteArrayAsync()).Length == 0)
            throw new InvalidOperationException($"The endpoint answered {(int)response.StatusCode}.");
    }

    private static byte[] BodyOf(string image, int question) => Encoding.UTF8.GetBytes(
        $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"Answer with a single letter, no extra details.\nQuestion:{{{question}}}\nA) a\nB) b"},{"type":"image_url","image_url":{"url":"data:image/png;base64,{{{Convert.ToBase64String(File.ReadAllBytes(image))}}}","detail":"high"}}]}],"model":"bench","max_completion_tokens":128,"temperature":0}""");
}
