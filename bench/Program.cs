using MuBench.Bench;
using MuBench.Bench.Assisted;
using MuBench.Bench.Calls;
using MuBench.Bench.Verdicts;
using MuBench.Bench.Viewing;

return args switch
{
    ["scoring"] => ScoringBench.Run(),
    ["coverage", .. var more] => CoverageBench.Run(Number(more, 0, 2000)),
    ["verdict", .. var more] => VerdictBench.Run(Number(more, 0, 10_000), Number(more, 1, 1000)),
    ["assisted", var replays, "slices"] => SliceBench.Run(int.Parse(replays)),
    ["assisted", .. var more] => AssistedBench.Run(Number(more, 0, 1000), more is not [_, "differences", ..]),
    ["waves", .. var more] => await WaveReadBench.RunAsync(Number(more, 0, 2000), Number(more, 1, 200)),
    ["pipeline", .. var more] => await PipelineBench.RunAsync(Number(more, 0, 5000), Number(more, 1, 200), more.Length > 2 ? int.Parse(more[2]) : null),
    ["process", .. var more] => await ProcessBench.RunAsync(Number(more, 0, 2000), more.ElementAtOrDefault(1)),
    ["promptfoo", var promptfoo, .. var more] => await PromptfooBench.RunAsync(promptfoo, more.ElementAtOrDefault(1), Number(more, 0, 2000)),
    ["memory", .. var more] => await MemoryBench.RunAsync(Number(more, 0, 100_000), Number(more, 1, 32)),
    ["kill", .. var more] => await KillBench.RunAsync(Number(more, 0, 5)),
    ["adaptive", .. var more] => await AdaptiveBench.RunAsync(Number(more, 0, 30)),
    ["fleet", .. var more] => await FleetBench.RunAsync(Number(more, 0, 8), Number(more, 1, 30), more.Contains("retry-after")),
    ["fleet-simulation", .. var more] => FleetBench.Simulate(Number(more, 0, 200)),
    ["images", .. var more] => ImagesBench.Run(Number(more, 0, 300)),
    ["contrastive", .. var more] => await ContrastiveBench.RunAsync(Number(more, 0, 256), Number(more, 1, 16)),
    ["inference", .. var more] => await InferenceBench.RunAsync(InferenceSettings.Parse(more)),
    ["decode", .. var more] => DecodeBench.Run(Number(more, 0, 3), Number(more, 1, Environment.ProcessorCount)),
    ["report", .. var more] => await ReportBench.RunAsync(more.FirstOrDefault()),
    ["viewer", .. var more] => await ViewerBench.RunAsync(Number(more, 0, 96_738), Number(more, 1, 100), more.ElementAtOrDefault(2)),
    ["weights", .. var more] => await WeightsBench.RunAsync(Number(more, 0, 600)),
    // The commands that the ones above start as child processes.
    ["serve", var port, var milliseconds] => await EndpointServer.RunAsync(int.Parse(port), int.Parse(milliseconds)),
    ["serve", var port, var milliseconds, var mode] =>
        await EndpointServer.RunAsync(int.Parse(port), int.Parse(milliseconds), new HiddenCapacity(mode == "capacity-retry-after")),
    ["decode-worker", var seconds] => DecodeBench.Work(double.Parse(seconds, System.Globalization.CultureInfo.InvariantCulture)),
    ["fixed", var endpoint, var workers, var folder] => await FixedLoop.RunAsync(endpoint, int.Parse(workers), folder),
    ["bare", var endpoint, var questions, var warmUp, var workers, var folder] =>
        await BareLoop.RunAsync(endpoint, int.Parse(questions), int.Parse(warmUp), int.Parse(workers), folder),
    ["raw", var endpoint, var questions, var warmUp, var workers, var folder] =>
        await RawLoop.RunAsync(new Uri(endpoint), int.Parse(questions), int.Parse(warmUp), int.Parse(workers), folder),
    ["needed", var endpoint, var questions, var warmUp, var workers, var folder] =>
        await NeededLoop.RunAsync(new Uri(endpoint), int.Parse(questions), int.Parse(warmUp), int.Parse(workers), folder),
    ["worker", var store, var warmUp, var runId] => await PipelineWorker.RunAsync(store, warmUp, runId),
    _ => Usage(),
};

static int Number(string[] more, int index, int otherwise) => index < more.Length ? int.Parse(more[index]) : otherwise;

static int Usage()
{
    Console.Error.WriteLine("""
        Usage: bench VERB
          scoring                       12 models x 95,846 questions: scores, intervals, comparisons
          coverage [SAMPLES]            how often our intervals hold the truth, and how wide they are, by simulation
          verdict [NULLS] [REPLAYS]     runs that stop at the verdict, by simulation: false verdicts, coverage, share of the questions asked
          assisted [REPLAYS [differences | slices]]   estimates with the help of other models' answers, by simulation: coverage and effective size of the sample
          waves [IMAGES] [SIDE]         reading all images in waves, as a run that stops at the verdict does, beside shard after shard: disk and Azurite
          pipeline [QUESTIONS] [MILLISECONDS] [SIDE]
                                        the generative pipeline beside a bare SDK loop and ready bodies posted by an HttpClient: processor time per
                                        question and time by the clock at an endpoint of 200 ms, with pictures of 3 kB, 120 kB and 1 MB (or of one SIDE)
          process  [QUESTIONS] [MUBENCH]
                                        whole processes, of the repository's build or of an installed mubench: before the first call, calls, after the last
          promptfoo PROMPTFOO [QUESTIONS] [MUBENCH]
                                        whole processes beside an installed promptfoo, which is named by its path
          memory   [QUESTIONS] [SIDE]   peak memory of a whole run
          adaptive [SECONDS]            adaptive beside fixed concurrency at a hidden, changing capacity
          fleet [PROCESSES] [SECONDS] [retry-after]
                                        8 command lines that share one endpoint with a hidden, changing capacity, some of them killed
          fleet-simulation [WORKERS]    200 workers on one endpoint, on a fake clock
          kill     [ROUNDS]             calls beyond the questions after kill -9 and a rerun
          images [IMAGES]               decode, resize and normalise on one core beside Pillow; also files of 1 MB
          contrastive [IMAGES] [BATCH]  images per second of the pipeline beside a bare ONNX Runtime loop
          inference [OPTIONS]           the inference server beside a bare ONNX Runtime loop; its latency alone and at half load:
                                        --provider cpu|cuda|tensorrt (built with -p:OnnxRuntime=cuda for the last two), --tf32,
                                        --models quickstart,vit-b-32,vit-l-14 --precision fp32,fp16 --batches 16,32,64,128
                                        --images N --calls N --rounds N --speed-only
          decode [SECONDS] [THREADS]    decoding alone by number of threads, beside as many processes
          report [FILE]                 the report of 12 models at full size: bytes, time to write and to open; kept as FILE
          viewer [QUESTIONS] [RUNS] [MUBENCH]
                                        the viewer over many runs, of an installed command if one is named: first paint, filters, first opening of a report, memory
          weights [MEGABYTES]           interpolating two safetensors files beside cp of one
        QUESTIONS defaults to 5,000 with pictures of 3 kB and fewer with larger ones (process: 2,000, memory: 100,000), SIDE of the drawn images to 32 pixels, ROUNDS to 5,
        SECONDS of each capacity to 30.
        """);
    return 2;
}
