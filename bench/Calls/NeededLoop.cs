using System.Buffers;
using System.Collections.Concurrent;
using System.Net.Http.Headers;
using System.Text;
using System.Text.Json;
using Microsoft.Extensions.AI;
using MuBench.Imaging;
using MuBench.Json;
using MuBench.Models.Generative;
using MuBench.Models.Http;
using MuBench.Models.OpenAI.Completions;
using MuBench.Responses;
using MuBench.TestUtils.Datasets;

namespace MuBench.Bench.Calls;

/// <summary>
/// The floor with what a question of a run needs in any case: each image is read from disk, compared with its hash, checked and encoded once; each response is read
/// and written as a line of a log, 64 lines at a time. Nothing waits for a limit, a budget or the log, and nothing is repeated:
/// <c>needed ENDPOINT QUESTIONS WARMUP WORKERS FOLDER</c>.
/// </summary>
internal static class NeededLoop
{
    private const int LinesPerAppend = 64;

    private static readonly MediaTypeHeaderValue ContentType = new("application/json");
    private static readonly HashSet<string> Codecs = [ImageCodecs.Png];

    public static async Task<int> RunAsync(Uri endpoint, int questions, int warmUp, int workers, string folder)
    {
        using var handler = new SocketsHttpHandler { UseCookies = false, AllowAutoRedirect = false, MaxConnectionsPerServer = int.MaxValue };
        using var http = new HttpMessageInvoker(handler);
        var address = new Uri($"{endpoint}/chat/completions");
        var files = Directory.GetFiles(folder, "*.png").Order(StringComparer.Ordinal).ToArray();
        var hashes = files.Select(file => Hashing.Sha256(File.ReadAllBytes(file))).ToArray();
        var lines = new ArrayBufferWriter<byte>();
        var log = Path.GetTempFileName();
        await AskAsync(warmUp);
        (await CallCost.MeasureAsync(() => AskAsync(questions))).Print();
        File.Delete(log);
        return 0;

        async Task AskAsync(int count)
        {
            var next = -1;
            var images = new ConcurrentDictionary<int, SharedImages>();
            await Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
            {
                for (int question; (question = Interlocked.Increment(ref next)) < count;)
                {
                    var image = question / TestDataset.QuestionsPerImage;
                    var shared = images.GetOrAdd(image, number => new SharedImages(TestDataset.QuestionsPerImage, () => Prepare(files[number % files.Length], hashes[number % files.Length])));
                    Log(question, await PostAsync(http, address, question, (PlacedImage)shared.Value.Contents[0]), shared.Value);
                    shared.Release();
                }
            })));
        }

        void Log(int question, ChatResponse response, PreparedImages prepared)
        {
            var line = JsonSerializer.SerializeToUtf8Bytes(
                new ResponseRecord
                {
                    Key = hashes[0],
                    Row = question / TestDataset.QuestionsPerImage,
                    Question = "modality",
                    Text = response.Text,
                    Finish = response.FinishReason?.Value,
                    Model = response.ModelId,
                    InputTokens = response.Usage?.InputTokenCount,
                    OutputTokens = response.Usage?.OutputTokenCount,
                    LatencyMs = 200,
                    At = TimeProvider.System.GetUtcNow(),
                    Images = prepared.Sent,
                },
                ResponseJsonContext.Default.ResponseRecord);
            lock (lines)
            {
                lines.Write(line);
                lines.Write("\n"u8);
                if ((question + 1) % LinesPerAppend != 0)
                    return;
                using var file = new FileStream(log, FileMode.Append, FileAccess.Write, FileShare.None, 0);
                file.Write(lines.WrittenSpan);
                lines.ResetWrittenCount();
            }
        }
    }

    private static PreparedImages Prepare(string path, string hash)
    {
        using var file = File.OpenHandle(path);
        var length = (int)RandomAccess.GetLength(file);
        var buffer = ArrayPool<byte>.Shared.Rent(length);
        var bytes = buffer.AsMemory(0, RandomAccess.Read(file, buffer.AsSpan(0, length), 0));
        if (Hashing.Sha256(bytes.Span) != hash)
            throw new InvalidOperationException($"{path} has changed.");
        var (sent, mediaType, description) = ImageTransport.Prepare(bytes, hash, Codecs);
        var prepared = new PreparedImages([new PlacedImage(sent.Span, mediaType)], [description]);
        ArrayPool<byte>.Shared.Return(buffer);
        return prepared;
    }

    private static async Task<ChatResponse> PostAsync(HttpMessageInvoker http, Uri address, int question, PlacedImage image)
    {
        var start = Encoding.UTF8.GetBytes(
            $$$"""{"messages":[{"role":"user","content":[{"type":"text","text":"Answer with a single letter, no extra details.\nQuestion:{{{question}}}\nA) a\nB) b"},{"type":"image_url","image_url":{"url":"data:image/png;base64,""");
        var end = "\",\"detail\":\"high\"}}]}],\"model\":\"bench\",\"max_completion_tokens\":128,\"temperature\":0}"u8.ToArray();
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new SegmentedContent([start, end], [image], ContentType) };
        using var response = await http.SendAsync(request, CancellationToken.None);
        response.EnsureSuccessStatusCode();
        using var body = await BoundedBody.ReadAsync(response, 1 << 20, CancellationToken.None);
        return CompletionReader.Read(body.Bytes);
    }
}
