using System.Numerics;
using System.Runtime.InteropServices;

namespace CortexSharp.Local.Models;

/// <summary>
/// Fits a <see cref="LabelClassifier"/> by stochastic gradient descent on the cross-entropy, with AdaGrad steps (Duchi et al. 2011)
/// whose accumulator is shared by the weights of a feature: memory then grows with the weights alone.
/// </summary>
/// <remarks>
/// An epoch is three passes over the pairs, or one when there are many, each in a new order from a fixed seed. The step shrinks linearly
/// over the whole training. Losses are measured after each epoch, with the weights as they are before they are quantised.
/// Prompts are vectorised anew in each pass, which costs less than keeping the vectors of a large set.
/// </remarks>
internal sealed class LabelClassifierTrainer
{
    private const int MaxWeights = 12_000_000;
    private const int ManyRows = 50_000;
    private const float FirstStep = 1f, LastStep = 0.1f, BiasStep = 0.01f;

    // Steps for labels that already have their probability to within this change nothing but cost most of the time.
    private const float Negligible = 1e-4f;

    // What a label never seen in training is taken to have, so that a loss stays finite.
    private const double LeastProbability = 1e-6;

    private readonly IReadOnlyList<TrainingPair> _training;
    private readonly TrainingProgress _progress;
    private readonly TfidfVectorizer _vectorizer;
    private readonly string[] _labels;
    private readonly Dictionary<string, int> _labelIndex;
    private readonly int _stride;
    private readonly SparseVector _vector;
    private readonly float[] _weights, _squaredGradients, _bias, _scores;
    private readonly List<int> _activeBlocks = [];

    private LabelClassifierTrainer(IReadOnlyList<TrainingPair> training, TrainingProgress progress)
    {
        _training = training;
        _progress = progress;
        _labels = [.. training.Select(pair => pair.Completion).Distinct().Order(StringComparer.Ordinal)];
        _labelIndex = _labels.Index().ToDictionary(label => label.Item, label => label.Index);
        _stride = VectorMath.Padded(_labels.Length);
        _vectorizer = TfidfVectorizer.Fit(training, MaxWeights / _stride, int.MaxValue, progress);
        _vector = new SparseVector(_vectorizer.Dimension);
        _weights = new float[_vectorizer.Dimension * _stride];
        _squaredGradients = new float[_vectorizer.Dimension];
        _bias = new float[_stride];
        _scores = new float[_stride];
    }

    public static TrainingResult Train(
        IReadOnlyList<TrainingPair> training,
        IReadOnlyList<TrainingPair> validation,
        int epochs,
        Action<double>? progress,
        CancellationToken cancellationToken)
    {
        var passes = training.Count > ManyRows ? 1 : 3;
        var work = training.Count + (epochs * (((passes + 1L) * training.Count) + validation.Count));
        return new LabelClassifierTrainer(training, new TrainingProgress(work, progress, cancellationToken)).Run(validation, epochs, passes);
    }

    private TrainingResult Run(IReadOnlyList<TrainingPair> validation, int epochs, int passes)
    {
        var order = Enumerable.Range(0, _training.Count).ToArray();
        var random = new Random(1);
        var reports = new List<TrainingReport>();
        for (int epoch = 0, pass = 0; epoch < epochs; epoch++)
        {
            for (var end = pass + passes; pass < end; pass++)
            {
                random.Shuffle(order);
                for (var i = 0; i < order.Length; i++)
                {
                    var done = (pass + ((double)i / order.Length)) / (epochs * passes);
                    Step(_training[order[i]], (float)(FirstStep + ((LastStep - FirstStep) * done)));
                    _progress.Advance();
                }
            }

            reports.Add(new TrainingReport(MeanLoss(_training), MeanLoss(validation)));
        }

        return new TrainingResult(LabelClassifier.Quantise(_vectorizer, _labels, _bias, _weights), reports);
    }

    private void Step(TrainingPair pair, float step)
    {
        Predict(pair.Prompt);
        // The scores now hold the probabilities; subtracted from the one-hot truth they are the gradient, up to its sign.
        var squares = 0f;
        foreach (ref var score in _scores.AsSpan(0, _labels.Length)) score = -score;
        _scores[_labelIndex[pair.Completion]] += 1;
        foreach (var gradient in _scores) squares += gradient * gradient;
        FindActiveBlocks();
        if (_activeBlocks.Count == 0) return;

        var gradients = MemoryMarshal.Cast<float, Vector<float>>(_scores);
        for (var i = 0; i < _vector.Indices.Length; i++)
        {
            var (feature, value) = (_vector.Indices[i], _vector.Values[i]);
            var accumulated = _squaredGradients[feature] += squares * value * value;
            var scale = new Vector<float>(step * value / MathF.Sqrt(accumulated + 1e-4f));
            var row = MemoryMarshal.Cast<float, Vector<float>>(_weights.AsSpan(feature * _stride, _stride));
            foreach (var block in CollectionsMarshal.AsSpan(_activeBlocks)) row[block] += scale * gradients[block];
        }

        VectorMath.AddScaled(step * BiasStep, _scores, _bias);
    }

    private void FindActiveBlocks()
    {
        _activeBlocks.Clear();
        var gradients = MemoryMarshal.Cast<float, Vector<float>>(_scores);
        var negligible = new Vector<float>(Negligible);
        for (var block = 0; block < gradients.Length; block++)
            if (Vector.GreaterThanAny(Vector.Abs(gradients[block]), negligible)) _activeBlocks.Add(block);
    }

    private void Predict(string prompt)
    {
        _vectorizer.Transform(prompt, _vector);
        _bias.CopyTo(_scores);
        for (var i = 0; i < _vector.Indices.Length; i++)
            VectorMath.AddScaled(_vector.Values[i], _weights.AsSpan(_vector.Indices[i] * _stride, _stride), _scores);
        VectorMath.Softmax(_scores.AsSpan(0, _labels.Length));
    }

    private double MeanLoss(IReadOnlyList<TrainingPair> pairs)
    {
        var sum = 0.0;
        foreach (var (prompt, completion) in pairs)
        {
            Predict(prompt);
            var probability = _labelIndex.TryGetValue(completion, out var label) ? _scores[label] : 0.0;
            sum -= Math.Log(Math.Max(probability, LeastProbability));
            _progress.Advance();
        }

        return sum / pairs.Count;
    }
}
