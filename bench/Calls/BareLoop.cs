using System.ClientModel;
using OpenAI;
using OpenAI.Chat;

namespace MuBench.Bench.Calls;

/// <summary>
/// The baseline of the pipeline: a short program with the SDK alone. It has workers and makes one call per question, without a log
/// and without retries: <c>bare ENDPOINT QUESTIONS WARMUP WORKERS FOLDER</c>.
/// </summary>
internal static class BareLoop
{
    public static async Task<int> RunAsync(string endpoint, int questions, int warmUp, int workers, string folder)
    {
        var client = new ChatClient("bench", new ApiKeyCredential("none"), new OpenAIClientOptions { Endpoint = new Uri(endpoint) });
        var images = Directory.GetFiles(folder, "*.png").Order().Select(File.ReadAllBytes).ToArray();
        var options = new ChatCompletionOptions { MaxOutputTokenCount = 128, Temperature = 0 };
        await AskAsync(warmUp); // warms connections and code
        (await CallCost.MeasureAsync(() => AskAsync(questions))).Print();
        return 0;

        Task AskAsync(int count)
        {
            var next = -1;
            return Task.WhenAll(Enumerable.Range(0, workers).Select(_ => Task.Run(async () =>
            {
                for (int question; (question = Interlocked.Increment(ref next)) < count;)
                    await CallAsync(question);
            })));
        }

        async Task CallAsync(int question)
        {
            var image = BinaryData.FromBytes(images[question / 6 % images.Length]);
            ChatCompletion completion = await client.CompleteChatAsync(
                [new UserChatMessage(
                    ChatMessageContentPart.CreateTextPart($"Answer with a single letter, no extra details.\nQuestion:{question}\nA) a\nB) b"),
                    ChatMessageContentPart.CreateImagePart(image, "image/png", ChatImageDetailLevel.High))],
                options);
            if (completion.Content[0].Text.Length == 0)
                throw new InvalidOperationException("Empty answer.");
        }
    }
}
